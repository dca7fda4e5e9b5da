package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.keys.View;
import io.traindeck.state.Status;

/**
 * Draws a run: every picture is made from a {@link Frame} and the size of the screen alone. What one picture has in common
 * with the next is kept, so a dashboard is for one page and one thread.
 */
public final class Dashboard {
    private static final int KEY_ROWS = 1;
    private static final int MESSAGE_ROWS = 1;

    private final KeyTable keys;
    private final Overview.Kept kept = new Overview.Kept();

    /** @param keys the keys that the footer and the help show */
    public Dashboard(KeyTable keys) {
        this.keys = keys;
    }

    /** Draws the whole screen, at that size. */
    public Picture draw(Frame frame, int width, int height, Theme theme, Glyphs glyphs) {
        return Picture.of(width, height, theme, glyphs, canvas -> draw(canvas, frame));
    }

    private void draw(Canvas canvas, Frame frame) {
        int width = canvas.width();
        int height = canvas.height();
        if (width < OverviewLayout.LEAST_WIDTH || height < OverviewLayout.LEAST_HEIGHT) {
            tooSmall(canvas, frame);
            return;
        }
        int rows = bodyRows(height, frame);
        new Footer(keys, frame, new UsefulKeys(frame, width, rows)).draw(canvas.row(height - 1));
        boolean help = frame.view().overlay() == Context.HELP;
        boolean messages = frame.view().overlay() == Context.MESSAGES;
        if (!help && !messages && frame.view().view() == View.OVERVIEW) {
            new Overview(frame, kept).draw(canvas);
            return;
        }
        int replayRows = frame.replay() == null ? 0 : 1;
        Canvas body = canvas.part(new Rect(0, 0, width, rows));
        Canvas message = canvas.row(height - 1 - MESSAGE_ROWS);
        if (messages) {
            MessagesPage.draw(body, frame.view(), frame.zone());
        } else if (help) {
            HelpPage.draw(body, keys, frame.view().place(), frame.view().helpDown(), frame::isPossible);
        } else {
            switch (frame.view().view()) {
                case EVENTS -> new EventsView(frame).draw(body);
                case OUTPUT -> new OutputView(frame).draw(body);
                case GPUS -> new GpusView(frame).draw(body);
                case DIALS -> new DialsView(frame).draw(body);
                default -> curves(body, message, frame);
            }
        }
        if (replayRows > 0) {
            ReplayBar.draw(canvas.row(rows), frame.replay());
        }
        MessageRow.draw(canvas, height - 1 - MESSAGE_ROWS, frame, Phrase.NONE);
    }

    /** Draws the curves. The number of their page stands in the row of messages while that is free. */
    private static void curves(Canvas body, Canvas message, Frame frame) {
        CurvesView curves = new CurvesView(frame);
        curves.draw(body);
        String where = curves.where(body.width(), body.height());
        if (!MessageRow.isTaken(frame)) {
            message.putRight(message.width() - 1, 0, where, Role.DIM);
        }
    }

    /** The rows of the view that fills the screen, unless that is the overview. */
    static int bodyRows(int height, Frame frame) {
        return height - KEY_ROWS - MESSAGE_ROWS - (frame.replay() == null ? 0 : 1);
    }

    private static void tooSmall(Canvas canvas, Frame frame) {
        Status status = frame.status();
        canvas.put(0, 0, canvas.glyphs().status(status) + " " + status.word(), Role.of(status));
        String size = "needs " + OverviewLayout.LEAST_WIDTH + "x" + OverviewLayout.LEAST_HEIGHT;
        canvas.put(0, 1, size, Role.DIM);
    }
}
