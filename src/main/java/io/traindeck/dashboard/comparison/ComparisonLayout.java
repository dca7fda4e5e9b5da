package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.Comparison;

/**
 * The rows of each part of a comparison; 0 if there is no room for it.
 *
 * @param gap empty rows between two parts
 */
record ComparisonLayout(int chart, int figures, int dials, int gap) {
    private static final int LEAST_CHART = 6;

    /** The minimum number of rows of the table of figures: its header and a run. */
    private static final int LEAST_FIGURES = 2;

    /** The share of the rows besides the figures that a chart keeps: the dials can be scrolled. */
    private static final double CHART_SHARE = 0.6;

    /** The rows that a chart must have before other things get space: the dials have a view of their own. */
    private static final int GOOD_CHART = 10;

    /** The rows besides the figures from which on parts have space between them, however many dials there are. */
    private static final int ROOMY = 24;

    /** The minimum number of rows of the table of dials beside a chart: fewer say nothing. */
    private static final int LEAST_DIALS = 3;

    /**
     * The layout of a comparison.
     *
     * @param ofDials whether the dials are shown above the figures, and no chart
     * @param rows the rows that all parts have together
     */
    static ComparisonLayout of(Comparison comparison, boolean ofDials, int rows) {
        int runs = comparison.runs().size();
        int wanted = new DialsTable(comparison).wantedRows();
        int above = ofDials ? Math.min(LEAST_DIALS, wanted) : LEAST_CHART;
        int all = 1 + Math.max(1, Math.min(runs, rows - 1));
        // Many runs are scrolled, rather than take the place of what is above them.
        int kept =
                ofDials ? (isMany(comparison) ? Math.min(wanted + 1, rows / 2) : 0) : Math.max(LEAST_CHART, rows / 2);
        int figures = Math.min(all, Math.max(LEAST_FIGURES, rows - kept));
        if (rows - figures < above) {
            return new ComparisonLayout(0, all, 0, 0);
        }
        int rest = rows - figures;
        if (ofDials) {
            int gap = rest > wanted ? 1 : 0;
            return new ComparisonLayout(0, figures, Math.min(wanted, rest - gap), gap);
        }
        int gap = rest >= ROOMY || rest - wanted - 2 >= GOOD_CHART ? 1 : 0;
        int chart = Math.max((int) ((rest - 2 * gap) * CHART_SHARE), rest - wanted - 2 * gap);
        int dials = Math.min(wanted, rest - chart - 2 * gap);
        return chart < GOOD_CHART || dials < Math.min(LEAST_DIALS, wanted)
                ? new ComparisonLayout(rest, figures, 0, 0)
                : new ComparisonLayout(chart, figures, dials, gap);
    }

    /** Returns whether there are more runs than have a colour and a sign. */
    static boolean isMany(Comparison comparison) {
        return comparison.toldApart() < comparison.runs().size();
    }
}
