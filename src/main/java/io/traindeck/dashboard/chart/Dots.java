package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;

/**
 * Dots finer than cells: two across and four down in each, drawn as Braille, or as the nearest ASCII sign. Dots are
 * counted from the top left. A cell has one colour, that of its last dot.
 */
public final class Dots {
    /** Dots across in a cell. */
    public static final int ACROSS = 2;
    /** Dots down in a cell. */
    public static final int DOWN = 4;

    private static final char BRAILLE = '\u2800';

    /** Bits of a Braille sign by row and column of its dots. */
    private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private final int columns;
    private final int rows;
    private final byte[] masks;
    private final Role[] roles;
    private Role front;

    /**
     * @param columns the width in cells
     * @param rows the height in cells
     */
    public Dots(int columns, int rows) {
        this.columns = Math.max(0, columns);
        this.rows = Math.max(0, rows);
        this.masks = new byte[this.columns * this.rows];
        this.roles = new Role[masks.length];
    }

    /** Dots across. */
    public int width() {
        return columns * ACROSS;
    }

    /** Dots down. */
    int height() {
        return rows * DOWN;
    }

    /** Lets the dots of a role take for themselves the cells that they fall in. */
    public void inFront(Role role) {
        front = role;
    }

    void set(int x, int y, Role role) {
        if (x >= 0 && y >= 0 && x < width() && y < height()) {
            int cell = y / DOWN * columns + x / ACROSS;
            if (role == front && roles[cell] != role) {
                masks[cell] = 0;
            }
            masks[cell] |= (byte) BITS[y % DOWN][x % ACROSS];
            roles[cell] = role;
        }
    }

    /** Sets all dots of a column between two heights, in either order. */
    void vertical(int x, int y1, int y2, Role role) {
        for (int y = Math.min(y1, y2); y <= Math.max(y1, y2); y++) {
            set(x, y, role);
        }
    }

    /** Draws a line without gaps. */
    void line(int x1, int y1, int x2, int y2, Role role) {
        int length = Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1));
        for (int i = 0; i <= length; i++) {
            double part = length == 0 ? 0 : (double) i / length;
            set((int) Math.round(x1 + part * (x2 - x1)), (int) Math.round(y1 + part * (y2 - y1)), role);
        }
    }

    /** Puts the dots on the canvas; cells without dots are left alone. */
    public void draw(Canvas canvas, int x, int y) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int mask = masks[row * columns + column] & 0xff;
                if (mask != 0) {
                    char sign = canvas.glyphs().isUnicode() ? (char) (BRAILLE + mask) : ascii(mask);
                    canvas.set(x + column, y + row, sign, roles[row * columns + column]);
                }
            }
        }
    }

    private static char ascii(int mask) {
        boolean top = (mask & 0x09) != 0;
        boolean upper = (mask & 0x12) != 0;
        boolean lower = (mask & 0x24) != 0;
        boolean bottom = (mask & 0xc0) != 0;
        if ((top || upper) && (lower || bottom)) {
            return upper && lower && !top && !bottom ? '-' : '|';
        }
        if (top || upper) {
            return top ? '\'' : '-';
        }
        return bottom ? '.' : '-';
    }
}
