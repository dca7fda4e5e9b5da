package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import io.traindeck.text.Safe;

/** Values of metrics in words, each in the digits that its series has on the screen. */
final class MetricWords {
    private static final int LONGEST_NAME = 40;

    private MetricWords() {}

    /** The value alone. */
    static String value(RunState state, String name, double value) {
        Curve ofRows = state.rowSeries(name).curve();
        Curve curve = ofRows.isEmpty() ? state.series(name).curve() : ofRows;
        return state.meaning(name).text(value, curve.least(), curve.most());
    }

    /** The value after its name: {@code val_loss 3.280}; the validation accuracy, which goes without saying, alone. */
    static String named(RunState state, String name, double value) {
        String text = value(state, name, value);
        return name.equals(OwnMetrics.VAL_ACC) ? text : name(name) + " " + text;
    }

    /** The value that a row has of the goal, after its name; empty if the run has no goal. */
    static String goal(RunState state, Measured row) {
        return state.goal() == null
                ? ""
                : named(
                        state,
                        state.goal().metric(),
                        row.values().get(state.goal().metric()));
    }

    /** A name as the log has it, fit for the screen, a long one without its middle. */
    static String name(String name) {
        String safe = Safe.forCells(name);
        if (safe.length() <= LONGEST_NAME) {
            return safe;
        }
        int half = LONGEST_NAME / 2 - 1;
        return Text.first(safe, half) + ".." + Text.last(safe, half);
    }
}
