package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.View;
import java.util.ArrayList;
import java.util.List;

/**
 * What a viewer looks at: nothing of it is in the log.
 *
 * @param place {@link Context#LIVE}, {@link Context#REPLAY}, {@link Context#HOME} or {@link Context#COMPARE}
 * @param overlay {@link Context#HELP}, {@link Context#CONFIRM}, or null
 * @param tableBack epochs that the table is scrolled back from the newest
 * @param eventsBack lines that the list of events is scrolled back from the newest
 * @param helpDown lines that help is scrolled down
 * @param cursor step that the cursor on the curves is at; 0 without a cursor
 * @param sent this viewer's last commands, oldest first
 * @param notice one line about the viewer itself, e.g. why a theme was refused; empty for none
 * @param noticeMs when it was said, by the clock of the log; 0 for what is to be said whenever there is nothing newer
 */
public record ViewState(
        Context place,
        Context overlay,
        View view,
        int tableBack,
        int eventsBack,
        int helpDown,
        int cursor,
        List<CommandLife.Sent> sent,
        String notice,
        long noticeMs) {
    private static final int MOST_SENT = 8;

    /** Keeps a copy of {@code sent}. */
    public ViewState {
        sent = List.copyOf(sent);
    }

    /** A viewer that has just come. */
    public static ViewState of(Context place) {
        return new ViewState(place, null, View.OVERVIEW, 0, 0, 0, 0, List.of(), "", 0);
    }

    /** Which keys hold. */
    public Context context() {
        return overlay == null ? place : overlay;
    }

    /** On that view, otherwise the same. */
    public ViewState withView(View newView) {
        return new ViewState(place, overlay, newView, tableBack, eventsBack, helpDown, cursor, sent, notice, noticeMs);
    }

    /** Under that overlay, null for none, with help at its top. */
    public ViewState withOverlay(Context newOverlay) {
        return new ViewState(place, newOverlay, view, tableBack, eventsBack, 0, cursor, sent, notice, noticeMs);
    }

    /** With a notice that stands back behind anything else that there is to say. */
    public ViewState withNotice(String newNotice) {
        return withNotice(newNotice, 0);
    }

    /** With that notice, said at that time. */
    public ViewState withNotice(String newNotice, long saidMs) {
        return new ViewState(place, overlay, view, tableBack, eventsBack, helpDown, cursor, sent, newNotice, saidMs);
    }

    /** With that command as the last that was sent. */
    public ViewState withSent(CommandLife.Sent command) {
        List<CommandLife.Sent> all = new ArrayList<>(sent);
        all.add(command);
        List<CommandLife.Sent> last = all.subList(Math.max(0, all.size() - MOST_SENT), all.size());
        return new ViewState(place, overlay, view, tableBack, eventsBack, helpDown, cursor, last, notice, noticeMs);
    }

    ViewState withCursor(int step) {
        return new ViewState(place, overlay, view, tableBack, eventsBack, helpDown, step, sent, notice, noticeMs);
    }

    /** With the table scrolled back that far. */
    public ViewState withTableBack(int epochs) {
        return new ViewState(place, overlay, view, epochs, eventsBack, helpDown, cursor, sent, notice, noticeMs);
    }

    ViewState withEventsBack(int lines) {
        return new ViewState(place, overlay, view, tableBack, lines, helpDown, cursor, sent, notice, noticeMs);
    }

    ViewState withHelpDown(int lines) {
        return new ViewState(place, overlay, view, tableBack, eventsBack, lines, cursor, sent, notice, noticeMs);
    }
}
