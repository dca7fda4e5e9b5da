package io.traindeck.dashboard.panel;

/**
 * The columns that gauges and sparklines of the overview share, so that they stand below each other.
 *
 * @param labelWidth columns of the label, from column 1
 * @param middle first column of what is drawn
 * @param middleWidth columns of what is drawn
 * @param right first column of the remark at the right; -1 where there is no room for one
 */
record Columns(int labelWidth, int middle, int middleWidth, int right) {
    private static final int WIDE = 80;
    private static final int NARROW = 60;
    private static final int VALUE_WIDTH = 12;

    static Columns of(int width) {
        if (width >= WIDE) {
            return of(width, 11, 19);
        } else if (width >= NARROW) {
            return of(width, 6, 17);
        }
        int middle = 13;
        return new Columns(5, middle, Math.max(0, width - middle - 1), -1);
    }

    private static Columns of(int width, int labelWidth, int rightWidth) {
        int middle = 1 + labelWidth + VALUE_WIDTH;
        int right = width - rightWidth - 1;
        return new Columns(labelWidth, middle, right - 2 - middle, right);
    }

    boolean isNarrow() {
        return right < 0;
    }

    /** Whether labels have to be short. */
    boolean isShort() {
        return labelWidth < 10;
    }

    /** The column after the number that stands before what is drawn. */
    int valueEnd() {
        return middle - 1;
    }
}
