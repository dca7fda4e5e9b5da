package io.traindeck.dashboard.draw;

/** A rectangle of cells on a screen: its first column and row, and how many columns and rows it has. */
public record Rect(int x, int y, int width, int height) {
    /** No cells. */
    public static final Rect NONE = new Rect(0, 0, 0, 0);

    /** Returns whether it has no cells. */
    public boolean isEmpty() {
        return width <= 0 || height <= 0;
    }
}
