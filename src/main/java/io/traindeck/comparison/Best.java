package io.traindeck.comparison;

import io.traindeck.event.Goal.Better;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Curve;
import io.traindeck.state.Rows;
import io.traindeck.text.Numbers;

/**
 * The moment at which a run was at its best.
 *
 * @param logged the value of the metric by which runs are compared, as the log has it
 * @param unit the factor that makes the value comparable with those of other runs
 * @param from the first step that it may have been at
 * @param to the last step that it may have been at: where a log has very many steps, not every single one is kept
 * @param row null if it is not one of the run's rows
 */
public record Best(double logged, double unit, long from, long to, Measured row) {
    /** Returns the best finite value of a series, the first one of several; null if there is none. */
    static Best of(RunSeries series, Better better) {
        Curve curve = series.curve();
        Best best = null;
        for (int i = 0; i < curve.size(); i++) {
            double value = better == Better.HIGHER ? curve.max(i) : curve.min(i);
            boolean isBetter = best == null || (better == Better.HIGHER ? value > best.logged : value < best.logged);
            if (!curve.isGap(i) && isBetter) {
                best = new Best(value, series.unit(), curve.first(i), curve.last(i), null);
            }
        }
        return best;
    }

    /** The value in the unit that all runs share. */
    public double value() {
        return unit * logged;
    }

    /** Returns whether the step of the moment is known. */
    public boolean isExact() {
        return from == to;
    }

    /** The name of the moment as people say it: by its epoch if one ends with it, else by its step. */
    public String words() {
        return row == null ? "step " + number() : Rows.name(row);
    }

    /** The number in that name, ~12 000 if it is not known to the step. */
    public String number() {
        return row == null ? step() : Rows.number(row);
    }

    /** The step of the moment, ~12 000 if it is not known to the step. */
    public String step() {
        return (isExact() ? "" : "~") + Numbers.count(from + (to - from) / 2);
    }

    /** Returns whether an epoch ends with the moment. */
    public boolean isEpoch() {
        return row != null && Rows.isEpoch(row);
    }
}
