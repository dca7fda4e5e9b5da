package io.traindeck.dashboard.draw;

import com.googlecode.lanterna.TextCharacter;
import io.traindeck.terminal.WideCharacters;
import io.traindeck.text.Safe;

/** A part of the screen that a panel draws on, from (0, 0); what lies outside is cut off. */
public final class Canvas {
    private static final char LAST_ASCII = 126;

    private final Picture picture;
    private final Theme theme;
    private final Glyphs glyphs;
    private final Rect area;

    Canvas(Picture picture, Theme theme, Glyphs glyphs) {
        this(picture, theme, glyphs, new Rect(0, 0, picture.width(), picture.height()));
    }

    private Canvas(Picture picture, Theme theme, Glyphs glyphs, Rect area) {
        this.picture = picture;
        this.theme = theme;
        this.glyphs = glyphs;
        this.area = area;
    }

    /** The width in cells. */
    public int width() {
        return area.width();
    }

    /** The height in cells. */
    public int height() {
        return area.height();
    }

    /** The signs that the terminal can show; others become question marks. */
    public Glyphs glyphs() {
        return glyphs;
    }

    /**
     * Returns whether colours tell lines apart. If they do not, or if characters are as coarse as ASCII's, the shapes
     * of lines have to.
     */
    public boolean tellsByColour() {
        return glyphs.isUnicode() && theme.hasColours();
    }

    /** The sign on a line of that role, if colours do not tell it from others; empty if they do, or if it has none. */
    public String sign(Role role) {
        return tellsByColour() ? "" : glyphs.sign(role);
    }

    /** A part of this part. */
    public Canvas part(Rect part) {
        int x = Math.max(0, Math.min(part.x(), width()));
        int y = Math.max(0, Math.min(part.y(), height()));
        int columns = Math.max(0, Math.min(part.width(), width() - x));
        int rows = Math.max(0, Math.min(part.height(), height() - y));
        return new Canvas(picture, theme, glyphs, new Rect(area.x() + x, area.y() + y, columns, rows));
    }

    /** The row {@code y} of this part, as a canvas of its own. */
    public Canvas row(int y) {
        return part(new Rect(0, y, width(), 1));
    }

    /** Puts one character, in the look that the theme gives to {@code role}. */
    public void set(int x, int y, char character, Role role) {
        if (x >= 0 && y >= 0 && x < width() && y < height()) {
            picture.set(area.x() + x, area.y() + y, theme.cell(role, shown(character)));
        }
    }

    /**
     * Returns the character to show. One that cannot be shown in one cell becomes a question mark; the second cell of
     * one that was cut away is empty.
     */
    private char shown(char character) {
        if (character <= LAST_ASCII) {
            // Lanterna refuses a control character, which would end the program.
            return character < ' ' ? '?' : character;
        }
        boolean isWide = WideCharacters.takesTwoCells(character)
                || WideCharacters.isMiscounted(character)
                || Character.isSurrogate(character);
        return character == Safe.SECOND_CELL ? ' ' : glyphs.isUnicode() && !isWide ? character : '?';
    }

    /**
     * Writes {@code text}, which is fit for cells (see {@link Safe#forCells}).
     *
     * @return the column after it
     */
    public int put(int x, int y, String text, Role role) {
        for (int i = 0; i < text.length(); i++) {
            if (WideCharacters.mayTakeTwoCells(text.charAt(i)) && isOfTwo(text, i)) {
                wide(x + i, y, text.codePointAt(i), role);
                i++;
            } else {
                set(x + i, y, text.charAt(i), role);
            }
        }
        return x + text.length();
    }

    /** Returns whether that character and the next {@code char} form a wide one. */
    private static boolean isOfTwo(String text, int at) {
        if (at + 1 >= text.length()) {
            return false;
        }
        return text.charAt(at + 1) == Safe.SECOND_CELL
                || Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    /** Puts a wide character if both of its cells are on this part; otherwise the cell that is on it stays empty. */
    private void wide(int x, int y, int point, Role role) {
        boolean fits = x >= 0 && y >= 0 && x + 1 < width() && y < height();
        if (!fits) {
            set(x, y, ' ', role);
            set(x + 1, y, ' ', role);
        } else if (glyphs.isUnicode() && WideCharacters.takesTwoCells(point)) {
            TextCharacter space = theme.cell(role, ' ');
            picture.setWide(area.x() + x, area.y() + y, WideCharacters.like(space, point), space);
        } else {
            set(x, y, '?', role);
            set(x + 1, y, '?', role);
        }
    }

    /** Writes {@code text} so that {@code end} is the column after it. */
    public void putRight(int end, int y, String text, Role role) {
        put(end - text.length(), y, text, role);
    }
}
