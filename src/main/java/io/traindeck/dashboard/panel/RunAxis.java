package io.traindeck.dashboard.panel;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.StepAxis;
import io.traindeck.dashboard.chart.XAxis;
import io.traindeck.state.RunState;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;

/**
 * The lower axis of a run's curves.
 *
 * @param place returns where a step lies on it
 */
record RunAxis(AxisUnit unit, XAxis axis, LongToDoubleFunction place) {

    /** The axis in that unit, or in steps if the run does not tell that unit. */
    static RunAxis of(RunState state, AxisUnit wanted) {
        long first = state.firstStep();
        long last = state.lastStep();
        StepAxis places = StepAxis.of(wanted, state);
        boolean isKnown = StepAxis.isKnown(wanted, state) && places.at(last) > places.at(first);
        AxisUnit unit = isKnown ? wanted : AxisUnit.STEPS;
        return switch (unit) {
            case STEPS -> new RunAxis(unit, XAxis.steps(first, last), step -> step);
            case EPOCHS -> new RunAxis(unit, XAxis.epochs(places.at(first), places.at(last)), places::at);
            case TIME -> new RunAxis(unit, XAxis.time(places.at(last)), places::at);
        };
    }

    /** This axis around a step, so many times twice as near; with 0 times, all of it. */
    RunAxis near(long step, int times) {
        if (times == 0) {
            return this;
        }
        double size = (axis.high() - axis.low()) / Math.pow(2, times);
        double low = Math.max(axis.low(), Math.min(axis.high() - size, place.applyAsDouble(step) - size / 2));
        return new RunAxis(unit, new XAxis(low, low + size, axis.unit(), axis.size()), place);
    }

    /** Returns whether a step lies on it. */
    boolean holds(long step) {
        double at = place.applyAsDouble(step);
        return axis.low() <= at && at <= axis.high();
    }

    static String words(AxisUnit unit) {
        return switch (unit) {
            case STEPS -> "by step";
            case EPOCHS -> "by epoch";
            case TIME -> "by time";
        };
    }

    /** The units that the curves of that run can be drawn over, in the order in which a viewer goes through them. */
    static List<AxisUnit> known(RunState state) {
        return Stream.of(AxisUnit.STEPS, AxisUnit.EPOCHS, AxisUnit.TIME)
                .filter(unit -> of(state, unit).unit() == unit)
                .toList();
    }
}
