package io.traindeck.dashboard.panel;

import io.traindeck.event.Goal;
import io.traindeck.event.Goal.Better;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Curve;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;

/**
 * The value of a metric that is worth remembering, and where it was measured. Of rows it is the best. Of single steps,
 * which do not deserve that name, it is the lowest or the highest.
 *
 * @param word {@code best}, {@code min} or {@code max}
 * @param at the epoch or the step, fit for the screen
 * @param step the step at which it was measured, or near it if points are thinned
 * @param isNewBest whether the goal was never better than in the last row
 */
record Highlight(String word, double value, String at, long step, boolean isNewBest) {
    private static final int LONGEST_NUMBER = "9 999 999".length();

    /** Returns the highlight of a line; null if there is none. */
    static Highlight of(RunState state, TrendLine line) {
        Goal goal = state.goal();
        boolean isGoal = goal != null && goal.metric().equals(line.metric().name());
        Better better = isGoal ? goal.better() : line.metric().better();
        if (better == null || line.isEmpty() || line.told().isConstant()) {
            return null;
        }
        boolean isInRows = !line.rows().isEmpty() || line.isHeldOut();
        Highlight best = isInRows ? ofRows(state, line, better, isGoal) : null;
        return best != null ? best : ofSteps(line.told(), better);
    }

    private static Highlight ofRows(RunState state, TrendLine line, Better better, boolean isGoal) {
        String name = line.metric().name();
        Measured best = isGoal ? state.best() : state.rows().best(name, better);
        return best == null
                ? null
                : new Highlight(
                        "best",
                        best.values().get(name),
                        at(Rows.number(best), best.step()),
                        best.step(),
                        isGoal && best == state.rows().last());
    }

    private static Highlight ofSteps(Curve curve, Better better) {
        boolean lower = better == Better.LOWER;
        double value = lower ? curve.least() : curve.most();
        for (int i = 0; i < curve.size() && Double.isFinite(value); i++) {
            if (value == (lower ? curve.min(i) : curve.max(i))) {
                long step = curve.first(i);
                boolean exact = step == curve.last(i);
                String at = exact ? at(Numbers.count(step), step) : Numbers.scaled(step);
                return new Highlight(lower ? "min" : "max", value, at, step, false);
            }
        }
        return null;
    }

    /** The number, rounded if it is too long to be read. */
    private static String at(String number, long step) {
        return number.length() > LONGEST_NUMBER ? Numbers.scaled(step) : number;
    }
}
