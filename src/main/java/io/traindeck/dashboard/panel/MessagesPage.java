package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The page of all messages that were shown above the keys, what became of commands included, each with its time, the
 * newest at the bottom.
 */
public final class MessagesPage {
    private static final int TITLE_ROWS = 2;
    private static final int TEXT_AT = 11;

    /** Stands where nobody knows the time: without it, the message would seem to go on with the one above. */
    private static final String NO_TIME = "-";

    /** @param time empty if the line goes on with the one above */
    private record Line(String time, String text) {}

    private MessagesPage() {}

    /** The number of lines that the page can be scrolled back from the newest. */
    static int mostBack(ViewState view, int width, int height) {
        return Math.max(0, lines(view, width, ZoneId.of("Z")).size() - rows(height));
    }

    static int rows(int height) {
        return Math.max(1, height - TITLE_ROWS);
    }

    /** Draws on all rows, the first of them a title. */
    public static void draw(Canvas canvas, ViewState view, ZoneId zone) {
        canvas.put(1, 0, "Messages", Role.ACCENT);
        List<Line> lines = lines(view, canvas.width(), zone);
        if (lines.isEmpty()) {
            canvas.put(1, TITLE_ROWS, "Nothing has been said yet.", Role.DIM);
            return;
        }
        int rows = rows(canvas.height());
        int end = lines.size() - Math.min(view.helpDown(), mostBack(view, canvas.width(), canvas.height()));
        int begin = Math.max(0, end - rows);
        for (int i = begin; i < end; i++) {
            canvas.put(1, TITLE_ROWS + i - begin, lines.get(i).time(), Role.DIM);
            canvas.put(TEXT_AT, TITLE_ROWS + i - begin, lines.get(i).text(), Role.TEXT);
        }
        if (end < lines.size()) {
            String newer = lines.size() - end + " newer " + canvas.glyphs().below();
            canvas.putRight(canvas.width() - 1, 0, newer, Role.DIM);
        }
    }

    private static List<Line> lines(ViewState view, int width, ZoneId zone) {
        List<Line> lines = new ArrayList<>();
        for (ViewState.Message message : view.messages()) {
            String time = message.ms() > 0 ? Numbers.clock(message.ms(), zone) : NO_TIME;
            for (String text : Text.wrap(Safe.forCells(message.text()), Math.max(1, width - TEXT_AT - 1))) {
                lines.add(new Line(time, text));
                time = "";
            }
        }
        return lines;
    }
}
