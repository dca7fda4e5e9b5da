package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.SharedMetric;
import java.util.List;

/**
 * What a comparison shows above its table of figures.
 *
 * @param word what the footer calls it; any characters
 * @param charts the metrics drawn, the one that matters most first; none on the view of the dials
 * @param twoFrom columns from which two charts share the place
 */
record ComparisonView(String word, List<SharedMetric> charts, int twoFrom) {
    /** No chart: the dials that differ, in full. */
    static final ComparisonView DIALS = new ComparisonView("dials", List.of(), 0);

    ComparisonView {
        charts = List.copyOf(charts);
    }
}
