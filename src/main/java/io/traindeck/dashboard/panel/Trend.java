package io.traindeck.dashboard.panel;

import io.traindeck.metric.Group;
import io.traindeck.metric.Part;
import io.traindeck.state.RunState;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the overview shows of a group: one part of the data, or two beside each other.
 *
 * @param lines one or two; of two, the second is the one that tells whether training goes well
 */
record Trend(Group group, List<TrendLine> lines) {

    /** Training beside validation; if one of them is not there, what is. */
    static Trend of(RunState state, Group group) {
        List<TrendLine> lines = Stream.of(Part.TRAIN, Part.NONE, Part.VALIDATION, Part.TEST)
                .map(part -> TrendLine.of(state, group, part))
                .filter(Objects::nonNull)
                .toList();
        List<TrendLine> heldOut = lines.stream().filter(TrendLine::isHeldOut).toList();
        boolean both = lines.size() > heldOut.size() && !heldOut.isEmpty();
        List<TrendLine> shown = both ? List.of(lines.get(0), heldOut.get(0)) : lines;
        return new Trend(group, shown.subList(0, Math.min(2, shown.size())));
    }

    boolean isPair() {
        return lines.size() == 2;
    }

    TrendLine first() {
        return lines.get(0);
    }

    /** The line that tells whether training goes well. */
    TrendLine judge() {
        return lines.get(lines.size() - 1);
    }

    boolean isPercent() {
        return lines.stream().allMatch(TrendLine::isPercent);
    }

    /** Whether it has never changed. */
    boolean isConstant() {
        return lines.stream().allMatch(line -> line.told().isConstant());
    }

    double least() {
        return lines.stream().mapToDouble(TrendLine::least).min().orElse(Double.NaN);
    }

    double most() {
        return lines.stream().mapToDouble(TrendLine::most).max().orElse(Double.NaN);
    }
}
