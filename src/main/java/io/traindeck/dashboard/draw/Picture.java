package io.traindeck.dashboard.draw;

import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.graphics.TextGraphics;
import java.util.Arrays;
import java.util.function.Consumer;

/** The cells of a whole screen. */
public final class Picture {
    private final int width;
    private final int height;
    private final TextCharacter[] cells;
    private boolean hasWide;

    private Picture(int width, int height, TextCharacter blank) {
        this.width = Math.max(0, width);
        this.height = Math.max(0, height);
        this.cells = new TextCharacter[this.width * this.height];
        Arrays.fill(cells, blank);
    }

    /** A picture of that size, made by {@code drawing} on all of it. */
    public static Picture of(int width, int height, Theme theme, Glyphs glyphs, Consumer<Canvas> drawing) {
        Picture picture = new Picture(width, height, theme.cell(Role.TEXT, ' '));
        drawing.accept(new Canvas(picture, theme, glyphs));
        return picture;
    }

    /** The width in cells. */
    public int width() {
        return width;
    }

    /** The height in cells. */
    public int height() {
        return height;
    }

    /** The cell in that column and row, which are on the picture. */
    public TextCharacter cell(int x, int y) {
        return cells[y * width + x];
    }

    void set(int x, int y, TextCharacter cell) {
        int place = y * width + x;
        if (hasWide && isCovered(place)) {
            cells[place - 1] = cells[place - 1].withCharacter(' '); // Half a character is none.
        }
        cells[place] = cell;
    }

    /**
     * Puts a character that takes two cells.
     *
     * @param covered the content of the second cell, which is never seen
     */
    void setWide(int x, int y, TextCharacter cell, TextCharacter covered) {
        set(x, y, cell);
        cells[y * width + x + 1] = covered;
        hasWide = true;
    }

    /** Returns whether the cell is the second one of a wide character. */
    private boolean isCovered(int place) {
        return place % width > 0 && cells[place - 1].isDoubleWidth();
    }

    /**
     * Puts on the screen the cells that differ from what is there: Lanterna takes its time over every cell.
     *
     * @param before the picture that the screen shows; null if that is not known
     * @return whether anything differed
     */
    public boolean paint(TextGraphics graphics, Picture before) {
        boolean known = before != null && before.width == width && before.height == height;
        boolean changed = false;
        for (int i = 0; i < cells.length; i++) {
            if (known && (cells[i] == before.cells[i] || cells[i].equals(before.cells[i]))) {
                continue;
            }
            if (hasWide && isCovered(i)) {
                continue; // To write there would wipe out the character.
            }
            graphics.setCharacter(i % width, i / width, cells[i]);
            changed = true;
        }
        return changed;
    }
}
