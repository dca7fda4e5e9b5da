package io.traindeck.dashboard.draw;

/** Some cells of a screen: the first column and row, columns and rows. Empty where there are none. */
public record Rect(int x, int y, int width, int height) {
    /** No cells. */
    public static final Rect NONE = new Rect(0, 0, 0, 0);

    /** Whether it has no cells. */
    public boolean isEmpty() {
        return width <= 0 || height <= 0;
    }
}
