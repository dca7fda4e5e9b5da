package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Text;
import java.util.List;

/** A line about the viewer itself above the keys: one that is longer than the row lies over the rows above it. */
public final class Notice {
    /**
     * The maximum number of rows of a line. A longer line is cut: what the rows above say matters more than its rest.
     */
    private static final int MOST_ROWS = 6;

    private Notice() {}

    /**
     * Draws the line so that it ends on that row of the screen.
     *
     * @param phrase fit for the screen
     */
    public static void draw(Canvas screen, int row, Phrase phrase) {
        int width = screen.width() - 2;
        List<String> lines = Text.wrap(phrase.text(), width);
        int shown = Math.min(lines.size(), Math.min(MOST_ROWS, row));
        for (int i = 0; i < shown; i++) {
            int y = row - shown + 1 + i;
            boolean isCut = i == shown - 1 && shown < lines.size();
            String text = isCut ? lines.get(i) + screen.glyphs().ellipsis() : lines.get(i);
            screen.put(0, y, " ".repeat(screen.width()), phrase.role());
            screen.put(1, y, Text.cut(text, width, screen.glyphs()), phrase.role());
        }
    }
}
