package io.traindeck.dashboard.draw;

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

    /** In cells. */
    public int width() {
        return area.width();
    }

    /** In cells. */
    public int height() {
        return area.height();
    }

    /** The signs that the terminal can show; others become question marks. */
    public Glyphs glyphs() {
        return glyphs;
    }

    /** Whether colours tell lines apart; if not, or if characters are as coarse as ASCII's, their shapes have to. */
    public boolean tellsByColour() {
        return glyphs.isUnicode() && theme.hasColours();
    }

    /** The sign on a line of that role, where colours do not tell it from others; empty for none. */
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

    /** That row of this part. */
    public Canvas row(int y) {
        return part(new Rect(0, y, width(), 1));
    }

    /** Puts one character, in the look that the theme gives to {@code role}. */
    public void set(int x, int y, char character, Role role) {
        if (x >= 0 && y >= 0 && x < width() && y < height()) {
            char shown = glyphs.isUnicode() || character <= LAST_ASCII ? character : '?';
            picture.set(area.x() + x, area.y() + y, theme.cell(role, shown));
        }
    }

    /**
     * Writes {@code text}, which is safe (see {@link Text#safe}).
     *
     * @return the column after it
     */
    public int put(int x, int y, String text, Role role) {
        for (int i = 0; i < text.length(); i++) {
            set(x + i, y, text.charAt(i), role);
        }
        return x + text.length();
    }

    /** Writes {@code text} so that {@code end} is the column after it. */
    public void putRight(int end, int y, String text, Role role) {
        put(end - text.length(), y, text, role);
    }
}
