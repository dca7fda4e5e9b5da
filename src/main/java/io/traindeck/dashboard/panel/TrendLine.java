package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.Goal;
import io.traindeck.metric.Group;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Part;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;

/**
 * A quantity on one part of the data, over the steps of a run.
 *
 * @param metric the one that rows have, if they have one, else the one that steps have
 * @param steps what was measured at single steps; may be empty
 * @param rows what rows have of it; may be empty
 */
record TrendLine(Metric metric, Curve steps, Curve rows) {

    /** The line that a group has of a part; null if it has none. */
    static TrendLine of(RunState state, Group group, Part part) {
        Metric first = group.on(part);
        if (first == null) {
            return null;
        }
        Goal goal = state.goal();
        TrendLine found = new TrendLine(first, Curve.EMPTY, Curve.EMPTY);
        Metric inSteps = first;
        for (Metric line : group.lines()) {
            if (line.part() == part) {
                boolean isGoal = goal != null && goal.metric().equals(line.name());
                Curve rows = state.rowSeries(line.name()).curve();
                Curve steps = state.series(line.name()).curve();
                if (!rows.isEmpty() && (found.rows.isEmpty() || isGoal)) {
                    found = new TrendLine(line, found.steps, rows);
                }
                // For a metric that only rows have, the state gives the curve of the rows in both cases.
                if (!steps.isEmpty() && steps != rows && (found.steps.isEmpty() || isGoal)) {
                    inSteps = line;
                    found = new TrendLine(found.metric, steps, found.rows);
                }
            }
        }
        return found.rows.isEmpty() ? new TrendLine(inSteps, found.steps, found.rows) : found;
    }

    boolean isEmpty() {
        return steps.isEmpty() && rows.isEmpty();
    }

    boolean isHeldOut() {
        return metric.part().isHeldOut();
    }

    /** The finer curve. */
    Curve finest() {
        return steps.isEmpty() ? rows : steps;
    }

    /** The curve whose values are told. */
    Curve told() {
        return rows.isEmpty() ? steps : rows;
    }

    /**
     * Returns whether the value that is told now is the mean of the last steps: those of an epoch that is under way are
     * newer than the last row.
     */
    boolean isOfSteps() {
        return !isHeldOut() && !steps.isEmpty() && (rows.isEmpty() || steps.lastStep() > rows.lastStep());
    }

    /** The mean of the last steps if they are newer than the last row, else that row's value. */
    double last() {
        return isOfSteps() ? LastSteps.mean(steps) : told().lastValue();
    }

    double least() {
        return Math.min(steps.least(), rows.least());
    }

    double most() {
        return Math.max(steps.most(), rows.most());
    }

    /** A value of it as the screen writes it. */
    String text(double value) {
        return metric.text(value, least(), most());
    }

    /** The last value; a dash before the first. */
    String lastText() {
        return isEmpty() ? "-" : text(last());
    }

    /** The word for what the last value is of: the part of the data, or the steps of training whose mean it is. */
    String lastOf() {
        return isOfSteps() ? "steps" : Labels.of(metric.part());
    }

    /** Returns whether its values are written in percent. */
    boolean isPercent() {
        return metric.isPercent(least(), most());
    }

    Role role() {
        return Labels.role(metric.part());
    }
}
