package io.traindeck.comparison;

import io.traindeck.metric.Metric;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import java.util.OptionalDouble;

/**
 * A metric of one run among those that are compared.
 *
 * @param metric null if the run does not have it
 * @param curve the values of the metric as the log has them
 * @param ofRows whether it is measured at the validations and the ends of epochs, not at steps
 * @param unit the factor that makes the values comparable with those of other runs
 */
public record RunSeries(Metric metric, Curve curve, boolean ofRows, double unit) {
    /** The series of a run that lacks the metric. */
    static final RunSeries NONE = new RunSeries(null, Curve.EMPTY, false, 1);

    static RunSeries of(RunState run, Metric metric) {
        Curve curve = run.series(metric.name()).curve();
        return new RunSeries(
                metric, curve, curve == run.rowSeries(metric.name()).curve(), 1);
    }

    /** Returns this metric in an ancestor of the run, in the same unit. */
    public RunSeries of(RunState ancestor) {
        return isNone() ? NONE : of(ancestor, metric).times(unit);
    }

    RunSeries times(double factor) {
        return new RunSeries(metric, curve, ofRows, factor);
    }

    /** Returns whether the run does not have the metric. */
    public boolean isNone() {
        return metric == null;
    }

    /** The last value; empty before the first. */
    OptionalDouble last() {
        return curve.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(unit * curve.lastValue());
    }

    /** Returns the value at that step; NaN if there is none, or if it is known only together with its neighbours. */
    public double at(long step) {
        int bucket = curve.at(step);
        return bucket >= 0 && curve.first(bucket) == step && curve.last(bucket) == step
                ? unit * curve.mean(bucket)
                : Double.NaN;
    }
}
