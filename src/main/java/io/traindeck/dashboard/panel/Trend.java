package io.traindeck.dashboard.panel;

import io.traindeck.metric.Group;
import io.traindeck.metric.Part;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines that the overview shows of a group: of one part of the data, or of two beside each other.
 *
 * @param lines one or two; of two, the second is the one that tells whether training goes well
 */
record Trend(Group group, List<TrendLine> lines) {
    /** The characters of most values. */
    static final int USUAL_VALUE = 5;

    private static final int LONGEST_VALUE = 8;

    /** Makes the trend of a group: training beside validation; if one of them is not there, what there is. */
    static Trend of(RunState state, Group group) {
        List<TrendLine> training = lines(state, group, Part.TRAIN, Part.NONE);
        List<TrendLine> heldOut = lines(state, group, Part.VALIDATION, Part.TEST);
        boolean both = !training.isEmpty() && !heldOut.isEmpty();
        return new Trend(
                group, both ? List.of(training.get(0), heldOut.get(0)) : training.isEmpty() ? heldOut : training);
    }

    private static List<TrendLine> lines(RunState state, Group group, Part... parts) {
        List<TrendLine> lines = new ArrayList<>();
        for (Part part : parts) {
            TrendLine line = TrendLine.of(state, group, part);
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
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

    /**
     * The characters of the longest value that it has had, at least the usual, so that nothing moves from one to the
     * next.
     */
    int valueWidth() {
        int width = USUAL_VALUE;
        for (TrendLine line : lines) {
            if (Double.isFinite(line.least())) {
                width = Math.max(width, line.text(line.least()).length());
                width = Math.max(width, line.text(line.most()).length());
                width = Math.max(width, line.least() < 0 ? USUAL_VALUE + 2 : 0);
            }
        }
        return Math.min(LONGEST_VALUE, width);
    }

    boolean isPercent() {
        return first().isPercent() && judge().isPercent();
    }

    /** Returns whether it has never changed. */
    boolean isConstant() {
        return first().told().isConstant() && judge().told().isConstant();
    }

    double least() {
        return Math.min(first().least(), judge().least());
    }

    double most() {
        return Math.max(first().most(), judge().most());
    }
}
