package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.SharedMetric;
import java.util.List;

/**
 * A view of a comparison, which is shown above its table of figures.
 *
 * @param word the name of the view in the footer; any characters
 * @param charts the metrics drawn, the one that matters most first; none on the view of the dials
 * @param twoFrom the columns from which on two charts share the place
 */
record ComparisonView(String word, List<SharedMetric> charts, int twoFrom) {
    /** The view of the dials that differ, in full; it has no chart. */
    static final ComparisonView DIALS = new ComparisonView("dials", List.of(), 0);

    ComparisonView {
        charts = List.copyOf(charts);
    }
}
