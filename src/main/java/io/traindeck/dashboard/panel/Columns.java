package io.traindeck.dashboard.panel;

/**
 * The columns that gauges and sparklines of the overview share, so that they stand below each other.
 *
 * @param labelWidth columns of the label, from column 1
 * @param value columns of a number before what is drawn
 * @param middle first column of what is drawn
 * @param middleWidth columns of what is drawn
 * @param right first column of the remark at the right; -1 if there is no room for one
 */
record Columns(int labelWidth, int value, int middle, int middleWidth, int right) {
    private static final int WIDE = 80;
    private static final int NARROW = 60;

    /** The columns that values have besides their characters: {@code train} and a space before it. */
    private static final int BESIDE_VALUE = 7;

    private static final int BESIDE_NARROW_VALUE = 2;

    /** Labels may have one column more than usual for each so many columns of the screen. */
    private static final int SHARE_FOR_LABELS = 8;

    /** The columns that remarks may have beyond the usual ones. */
    private static final int MORE_FOR_REMARKS = 7;

    /** The lengths of a row's texts, in characters: its label, a value of it, and a remark at the right. */
    record Texts(int label, int value, int remark) {
        /** Texts that are at least as wide as both. */
        Texts or(Texts other) {
            return new Texts(
                    Math.max(label, other.label), Math.max(value, other.value), Math.max(remark, other.remark));
        }
    }

    /** Returns whether a screen of that width has labels in full. */
    static boolean isWide(int width) {
        return width >= WIDE;
    }

    /**
     * Makes the columns for a screen of that width.
     *
     * @param longest the characters of the longest texts
     */
    static Columns of(int width, Texts longest) {
        if (width >= WIDE) {
            return of(width, longest, 11, 19);
        } else if (width >= NARROW) {
            return of(width, longest, 6, 17);
        }
        int label = label(width, longest.label(), 5);
        int middle = 1 + label + longest.value() + BESIDE_NARROW_VALUE;
        return new Columns(label, longest.value(), middle, Math.max(0, width - middle - 1), -1);
    }

    private static Columns of(int width, Texts longest, int usualLabel, int usualRemark) {
        int label = label(width, longest.label(), usualLabel);
        int middle = 1 + label + longest.value() + BESIDE_VALUE;
        int most = usualRemark + MORE_FOR_REMARKS;
        int right = width - Math.max(usualRemark, Math.min(most, longest.remark())) - 1;
        return new Columns(label, longest.value(), middle, right - 2 - middle, right);
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
