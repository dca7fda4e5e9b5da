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
    private static final int NARROW_VALUE_WIDTH = 7;

    /** Of the screen's columns, those that labels and remarks may have more than the usual. */
    private static final int SHARE_FOR_LABELS = 8;

    private static final int SHARE_FOR_REMARKS = 6;

    /** Whether a screen of that width has labels in full. */
    static boolean isWide(int width) {
        return width >= WIDE;
    }

    /**
     * On a screen of that width.
     *
     * @param longestLabel characters of the longest label
     * @param longestRemark characters of the longest remark
     */
    static Columns of(int width, int longestLabel, int longestRemark) {
        if (width >= WIDE) {
            return of(width, longestLabel, 11, longestRemark, 19);
        } else if (width >= NARROW) {
            return of(width, longestLabel, 6, longestRemark, 17);
        }
        int label = label(width, longestLabel, 5);
        int middle = 1 + label + NARROW_VALUE_WIDTH;
        return new Columns(label, middle, Math.max(0, width - middle - 1), -1);
    }

    private static Columns of(int width, int longestLabel, int usualLabel, int longestRemark, int usualRemark) {
        int label = label(width, longestLabel, usualLabel);
        int middle = 1 + label + VALUE_WIDTH;
        int most = usualRemark + (width - NARROW) / SHARE_FOR_REMARKS;
        int right = width - Math.max(usualRemark, Math.min(most, longestRemark)) - 1;
        return new Columns(label, middle, right - 2 - middle, right);
    }

    private static int label(int width, int longest, int usual) {
        return Math.max(usual, Math.min(usual + width / SHARE_FOR_LABELS, longest + 1));
    }

    boolean isNarrow() {
        return right < 0;
    }

    /** The column after the number that stands before what is drawn. */
    int valueEnd() {
        return middle - 1;
    }
}
