package io.traindeck.comparison;

import io.traindeck.metric.Kind;
import io.traindeck.metric.Part;
import java.util.List;

/**
 * A quantity that runs share, on all parts of the data that it was measured on.
 *
 * @param title the quantity, as a chart is titled; any characters
 * @param lines at least one, all of different parts: first the one that most runs have; of several, that of the
 *     validation
 * @param count the number of runs that have it, on any part
 */
public record SharedGroup(String title, Kind kind, List<SharedMetric> lines, int count) {
    public SharedGroup {
        lines = List.copyOf(lines);
    }

    /** Returns the first line on data that is not trained on; null if there is none. */
    public SharedMetric heldOut() {
        return lines.stream().filter(SharedMetric::isHeldOut).findFirst().orElse(null);
    }

    /** Returns the line of that part; null if there is none. */
    public SharedMetric on(Part part) {
        return lines.stream().filter(line -> line.part() == part).findFirst().orElse(null);
    }
}
