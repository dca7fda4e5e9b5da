package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.Focus;
import io.traindeck.dashboard.keys.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The state of what a viewer looks at: nothing of it is in the log of the run.
 *
 * @param scrolled how far its lists are scrolled
 * @param looks how the views that have more than a list are looked at
 * @param sent this viewer's last commands, oldest first
 * @param said the last line about the viewer itself
 */
public record ViewState(Where where, Scrolled scrolled, Looks looks, List<CommandLife.Sent> sent, Said said) {
    /** The step of a cursor that is not there: it is before the first step that there is. */
    public static final long NO_CURSOR = -1;

    private static final int MOST_SENT = 8;

    /**
     * The page, and what fills the screen there.
     *
     * @param place {@link Context#LIVE}, {@link Context#REPLAY}, {@link Context#HOME} or {@link Context#COMPARE}
     * @param overlay {@link Context#HELP}, {@link Context#MESSAGES}, {@link Context#CONFIRM}, {@link Context#DELETION},
     *     or null
     */
    record Where(Context place, Context overlay, View view) {}

    /**
     * The ways in which single views are looked at.
     *
     * @param output what is seen of the output
     */
    record Looks(CurvesLook curves, OutputLook output, DialsLook dials, GpuLook gpus, EventsLook events) {
        static final Looks FIRST =
                new Looks(CurvesLook.FIRST, OutputLook.NONE, DialsLook.FIRST, GpuLook.NONE, EventsLook.NONE);
    }

    /**
     * The numbers of rows and lines by which lists are scrolled.
     *
     * @param tableBack the rows that the table is scrolled back from the newest
     * @param eventsBack the lines that the list of events is scrolled back from the newest
     * @param helpDown the lines that help is scrolled down
     */
    record Scrolled(int tableBack, int eventsBack, int helpDown) {}

    /**
     * A line about the viewer itself, e.g. why a theme was refused.
     *
     * @param notice empty for none
     * @param ms when it was said, by the clock of the log; 0 for what is to be said whenever there is nothing newer
     * @param all all lines that were said, also of commands, the newest last
     */
    record Said(String notice, long ms, List<Message> all) {
        private static final int MOST = 500;

        /** These sayings with another line, which is kept unless it is empty or was said right before. */
        Said with(String newNotice, long newMs) {
            boolean isNew = !newNotice.isEmpty()
                    && (all.isEmpty() || !all.get(all.size() - 1).text().equals(newNotice));
            if (!isNew) {
                return new Said(newNotice, newMs, all);
            }
            List<Message> more = new ArrayList<>(all.subList(Math.max(0, all.size() + 1 - MOST), all.size()));
            more.add(new Message(newMs, newNotice, ""));
            return new Said(newNotice, newMs, List.copyOf(more));
        }

        /** These sayings and what became of commands, where that was not said before. The notice stays as it is. */
        Said with(List<CommandLife.Life> lives) {
            List<Message> more = new ArrayList<>(all);
            for (CommandLife.Life life : lives) {
                if (more.stream().noneMatch(message -> message.stage().equals(life.stage()))) {
                    more.add(new Message(life.atMs(), life.words().text(), life.stage()));
                }
            }
            return new Said(notice, ms, List.copyOf(more.subList(Math.max(0, more.size() - MOST), more.size())));
        }
    }

    /**
     * A line that was said.
     *
     * @param ms by the clock of the log; 0 if nobody knows
     * @param text not yet fit for the screen
     * @param stage of a line about a command: its {@link CommandLife.Life#stage}; empty for any other
     */
    record Message(long ms, String text, String stage) {}

    /** Keeps a copy of {@code sent}. */
    public ViewState {
        sent = List.copyOf(sent);
    }

    /** The state of a viewer that has just come. */
    public static ViewState of(Context place) {
        return new ViewState(
                new Where(place, null, View.OVERVIEW),
                new Scrolled(0, 0, 0),
                Looks.FIRST,
                List.of(),
                new Said("", 0, List.of()));
    }

    /** {@link Context#LIVE}, {@link Context#REPLAY}, {@link Context#HOME} or {@link Context#COMPARE}. */
    public Context place() {
        return where.place();
    }

    /** {@link Context#HELP}, {@link Context#MESSAGES}, {@link Context#CONFIRM}, {@link Context#DELETION}, or null. */
    public Context overlay() {
        return where.overlay();
    }

    /** The view that fills the screen, below an overlay. */
    public View view() {
        return where.view();
    }

    /** The context that says which keys hold. */
    public Context context() {
        return overlay() == null ? place() : overlay();
    }

    /** The place where keys are pressed. */
    public Focus focus() {
        return new Focus(context(), view());
    }

    /** The way in which the curves are looked at. */
    public CurvesLook curves() {
        return looks.curves();
    }

    /** Returns whether a chart's axis is logarithmic where it usually is linear, or the other way round. */
    public boolean isOnOtherScale(String key) {
        return curves().otherScale().contains(key);
    }

    /** This state with the chart of that key on the other kind of axis. */
    public ViewState withOtherScale(String key) {
        return with(curves().withOtherScale(key));
    }

    /** The part of the output that is seen. */
    public OutputLook output() {
        return looks.output();
    }

    /** The way in which the dials are looked at. */
    public DialsLook dials() {
        return looks.dials();
    }

    EventsLook events() {
        return looks.events();
    }

    GpuLook gpus() {
        return looks.gpus();
    }

    /** Rows that the table is scrolled back from the newest. */
    public int tableBack() {
        return scrolled.tableBack();
    }

    int eventsBack() {
        return scrolled.eventsBack();
    }

    /** Lines that help is scrolled down. */
    public int helpDown() {
        return scrolled.helpDown();
    }

    /** One line about the viewer itself; empty for none. */
    public String notice() {
        return said.notice();
    }

    /** All lines about the viewer and about commands that were said, the newest last. */
    List<Message> messages() {
        return said.all();
    }

    long noticeMs() {
        return said.ms();
    }

    /** This state on another view. */
    public ViewState withView(View view) {
        return with(new Where(place(), overlay(), view));
    }

    /** This state under that overlay, null for none, with help at its top. */
    public ViewState withOverlay(Context overlay) {
        return with(new Where(place(), overlay, view())).withHelpDown(0);
    }

    private ViewState with(Where other) {
        return new ViewState(other, scrolled, looks, sent, said);
    }

    /** This state with a notice that gives way to anything else that there is to say. */
    public ViewState withNotice(String newNotice) {
        return withNotice(newNotice, 0);
    }

    /** This state with a notice that was said at {@code saidMs}. */
    public ViewState withNotice(String newNotice, long saidMs) {
        return new ViewState(where, scrolled, looks, sent, said.with(newNotice, saidMs));
    }

    /** This state with what is being said of commands among its {@link #messages}. */
    ViewState withSaid(List<CommandLife.Life> lives) {
        return new ViewState(where, scrolled, looks, sent, said.with(lives));
    }

    /** This state with the command that was sent last. */
    public ViewState withSent(CommandLife.Sent command) {
        List<CommandLife.Sent> all = new ArrayList<>(sent);
        all.add(command);
        List<CommandLife.Sent> last = all.subList(Math.max(0, all.size() - MOST_SENT), all.size());
        return new ViewState(where, scrolled, looks, last, said);
    }

    /**
     * This state after a look at those commands that cannot come as far as the trainer.
     *
     * @param why tells why a command with that id cannot, in one line; empty if it may
     */
    public ViewState withRefusals(Function<String, Optional<String>> why, long nowMs) {
        List<CommandLife.Sent> all =
                sent.stream().map(command -> command.look(why, nowMs)).toList();
        return new ViewState(where, scrolled, looks, all, said);
    }

    ViewState with(CurvesLook look) {
        return with(new Looks(look, output(), dials(), gpus(), events()));
    }

    ViewState with(DialsLook look) {
        return with(new Looks(curves(), output(), look, gpus(), events()));
    }

    ViewState with(OutputLook look) {
        return with(new Looks(curves(), look, dials(), gpus(), events()));
    }

    ViewState with(GpuLook look) {
        return with(new Looks(curves(), output(), dials(), look, events()));
    }

    ViewState with(EventsLook look) {
        return with(new Looks(curves(), output(), dials(), gpus(), look));
    }

    private ViewState with(Looks newLooks) {
        return new ViewState(where, scrolled, newLooks, sent, said);
    }

    /** This state with the table scrolled back by {@code rows}. */
    public ViewState withTableBack(int rows) {
        return with(new Scrolled(rows, eventsBack(), helpDown()));
    }

    ViewState withEventsBack(int lines) {
        return with(new Scrolled(tableBack(), lines, helpDown()));
    }

    ViewState withHelpDown(int lines) {
        return with(new Scrolled(tableBack(), eventsBack(), lines));
    }

    private ViewState with(Scrolled newScrolled) {
        return new ViewState(where, newScrolled, looks, sent, said);
    }
}
