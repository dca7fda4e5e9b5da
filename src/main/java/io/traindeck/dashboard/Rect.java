package io.traindeck.dashboard;

/** Some cells of a screen: the first column and row, columns and rows. Empty where there are none. */
record Rect(int x, int y, int width, int height) {
    static final Rect NONE = new Rect(0, 0, 0, 0);

    boolean isEmpty() {
        return width <= 0 || height <= 0;
    }
}
