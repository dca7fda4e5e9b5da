package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.output.OutputWindow;
import io.traindeck.dashboard.output.TextSearch;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.List;

/** View 4: the output of the program. */
final class OutputView {
    private static final int HEADER_ROWS = 2;

    private final Frame frame;
    private final OutputWindow window;
    private final int right;

    OutputView(Frame frame) {
        this.frame = frame;
        window = frame.view().output().window();
        right = frame.view().output().right();
    }

    /** The columns of a line, on a canvas of that width. */
    static int lineWidth(int width) {
        return width - 2;
    }

    /** The rows of lines, on a canvas of that height. */
    static int listRows(int height) {
        return Math.max(1, height - HEADER_ROWS);
    }

    void draw(Canvas canvas) {
        new Header(frame).status(canvas.row(0));
        if (!window.there()) {
            String why = window.file().isEmpty()
                    ? "No output of this run is known: its log is no text, and none lies beside it."
                    : "There is no " + window.file() + " in the run's folder: the trainer printed to a terminal.";
            List<String> lines = Text.wrap(why, canvas.width() - 2);
            for (int i = 0; i < lines.size(); i++) {
                canvas.put(1, HEADER_ROWS + i, lines.get(i), Role.DIM);
            }
            return;
        }
        heading(canvas.row(1));
        for (int i = 0; i < window.rows().size(); i++) {
            line(canvas.row(HEADER_ROWS + i), window.rows().get(i));
        }
    }

    private void heading(Canvas row) {
        String where = window.atEnd() ? "end, followed" : Numbers.wholePercent(window.share());
        row.putRight(row.width() - 1, 0, where, Role.DIM);
        int room = row.width() - where.length() - 4;
        String trouble = window.trouble().isEmpty() ? window.found().words() : window.trouble();
        TextSearch search = window.found().search();
        if (!trouble.isEmpty()) {
            row.put(1, 0, Text.cut(trouble, room, row.glyphs()), Role.WARN);
        } else {
            String sought = search == null ? "" : "  /" + Safe.forCells(search.text());
            row.put(1, 0, Text.cutMiddle(window.file() + sought, room, row.glyphs()), Role.DIM);
        }
    }

    private void line(Canvas row, OutputWindow.Row line) {
        int width = lineWidth(row.width());
        String text = line.text();
        String seen = text.substring(Math.min(right, text.length()));
        row.put(1, 0, Text.cut(seen, width, row.glyphs()), Role.TEXT);
        matches(row.part(new Rect(1, 0, width, 1)), line);
        if (right > 0 && !text.isEmpty()) {
            row.put(1, 0, row.glyphs().ellipsis(), Role.DIM);
        }
        if (seen.length() > width) {
            row.put(width, 0, row.glyphs().ellipsis(), Role.DIM);
        }
    }

    /** Marks what matches the search; the matches in the line that was found last stand out most. */
    private void matches(Canvas row, OutputWindow.Row line) {
        TextSearch search = window.found().search();
        if (search == null) {
            return;
        }
        Role role = line.start() == window.found().line() ? Role.SELECTED : Role.ACCENT;
        int length = search.text().length();
        for (int at = search.in(line.text(), 0);
                at >= 0 && at - right < row.width();
                at = search.in(line.text(), at + length)) {
            row.put(at - right, 0, line.text().substring(at, at + length), role);
        }
    }
}
