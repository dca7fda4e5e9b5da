package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Safe;
import java.util.List;

/** The row above the keys: a question; or what became of commands or a line about the viewer itself, whichever is newer. */
final class MessageRow {
    private static final int GAP = 3;

    private MessageRow() {}

    /** Returns whether there is something to say now. */
    static boolean isTaken(Frame frame) {
        return frame.view().overlay() == Context.CONFIRM
                || !frame.view().notice().isEmpty()
                || !frame.commands().isEmpty();
    }

    /**
     * Draws on that row of the screen; a longer text lies over the rows above it, too.
     *
     * @param otherwise what to say when there is nothing else
     */
    static void draw(Canvas screen, int y, Frame frame, Phrase otherwise) {
        if (frame.view().overlay() == Context.CONFIRM) {
            Notice.draw(screen, y, new Phrase("Stop the run early? " + kept(frame), Role.WARN));
            return;
        }
        Canvas row = screen.row(y);
        List<CommandLife.Life> lives = frame.commands();
        long newestMs = lives.stream().mapToLong(CommandLife.Life::atMs).max().orElse(0);
        String notice = frame.view().notice();
        if (!notice.isEmpty() && frame.view().noticeMs() >= newestMs) {
            Phrase phrase = new Phrase(Safe.forCells(notice), Role.WARN);
            // A notice that stays as long as its reason does must not hide the place of a replay.
            if (frame.replay() != null && frame.view().noticeMs() == 0) {
                put(row, 1, phrase);
            } else {
                Notice.draw(screen, y, phrase);
            }
            return;
        }
        if (lives.size() == 1) {
            Notice.draw(screen, y, lives.get(0).words());
            return;
        }
        int x = 1;
        // The newest is the one that was just sent: it must be seen, older ones where there is room.
        for (int i = lives.size() - 1; i >= 0 && x < row.width(); i--) {
            x = put(row, x, lives.get(i).words()) + GAP;
        }
        if (lives.isEmpty()) {
            put(row, 1, new Phrase(otherwise.text().replace('\n', ' '), otherwise.role()));
        }
    }

    private static String kept(Frame frame) {
        RunState state = frame.state();
        Measured best = state.best();
        if (best == null || state.goal() == null) {
            return frame.isOurs() ? "No epoch is done yet." : "";
        }
        String value = MetricWords.goal(state, best) + " at " + Rows.name(best);
        return frame.isOurs() ? "The best weights, " + value + ", are kept." : "Best so far: " + value + ".";
    }

    private static int put(Canvas row, int x, Phrase phrase) {
        return row.put(x, 0, Text.cut(phrase.text(), row.width() - 1 - x, row.glyphs()), phrase.role());
    }
}
