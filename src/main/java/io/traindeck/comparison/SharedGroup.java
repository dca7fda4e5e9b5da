package io.traindeck.comparison;

import io.traindeck.metric.Kind;
import io.traindeck.metric.Part;
import java.util.List;

/**
 * A quantity that runs have in common, on all parts of the data that it was measured on.
 *
 * @param title the quantity, as a chart is headed; any characters
 * @param lines at least one, of different parts: that which most runs have first, of equals the validation's
 * @param count how many runs have it, on whatever part
 */
public record SharedGroup(String title, Kind kind, List<SharedMetric> lines, int count) {
    public SharedGroup {
        lines = List.copyOf(lines);
    }

    /** The first line on data that nobody trains on; null if there is none. */
    public SharedMetric heldOut() {
        return lines.stream().filter(SharedMetric::isHeldOut).findFirst().orElse(null);
    }

    /** The line of that part; null if there is none. */
    public SharedMetric on(Part part) {
        return lines.stream().filter(line -> line.part() == part).findFirst().orElse(null);
    }
}
