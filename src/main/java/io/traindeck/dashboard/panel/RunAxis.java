package io.traindeck.dashboard.panel;

import io.traindeck.comparison.StepAxis;
import io.traindeck.dashboard.chart.XAxis;
import io.traindeck.dashboard.panel.CurvesLook.Across;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Moments.Moment;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * The lower axis of a run's curves.
 *
 * @param place where a step lies on it
 */
record RunAxis(XAxis axis, LongToDoubleFunction place) {
    private static final double MS = 1000;

    /** By that, or by step where the run does not tell it. */
    static RunAxis of(RunState state, Across across) {
        StepAxis places =
                switch (across) {
                    case STEPS -> null;
                    case EPOCHS -> epochs(state);
                    case TIME -> time(state);
                };
        long first = state.firstStep();
        long last = state.lastStep();
        if (places == null || !(places.at(last) > places.at(first))) {
            return new RunAxis(XAxis.steps(first, last), step -> step);
        }
        double end = places.at(last);
        XAxis axis = across == Across.EPOCHS ? XAxis.epochs(Math.max(0, places.at(first)), end) : XAxis.time(end);
        return new RunAxis(axis, places::at);
    }

    /** What the curves of that run can be drawn over, steps first. */
    static List<Across> known(RunState state) {
        List<Across> known = new ArrayList<>();
        for (Across across : Across.values()) {
            if (across == Across.STEPS || !of(state, across).isBySteps()) {
                known.add(across);
            }
        }
        return known;
    }

    private boolean isBySteps() {
        return axis.unit().isEmpty();
    }

    private static StepAxis epochs(RunState state) {
        boolean counted = state.rows().list().stream()
                .anyMatch(row -> row.kind() == Measured.Kind.EPOCH && Double.isFinite(row.epoch()));
        if (counted) {
            return StepAxis.epochs(state);
        }
        List<Moment> begun = new ArrayList<>();
        for (Moment moment : state.moments().list()) {
            boolean isFirst = begun.isEmpty() || moment.epoch() > last(begun).epoch();
            if (Double.isFinite(moment.epoch()) && isFirst) {
                begun.add(moment);
            }
        }
        // An epoch that has a whole number is the one under way: where it begins, those before it are over.
        boolean whole = begun.stream().allMatch(moment -> moment.epoch() == Math.rint(moment.epoch()));
        double over = whole && !begun.isEmpty() ? begun.get(0).epoch() : 0;
        return through(begun, moment -> moment.epoch() - over);
    }

    /** In seconds since the first moment that is known. */
    private static StepAxis time(RunState state) {
        List<Moment> timed = new ArrayList<>();
        for (Moment moment : state.moments().list()) {
            if (moment.timeMs() > 0 && (timed.isEmpty() || moment.timeMs() > last(timed).timeMs())) {
                timed.add(moment);
            }
        }
        return through(timed, moment -> (moment.timeMs() - timed.get(0).timeMs()) / MS);
    }

    private interface Place {
        double of(Moment moment);
    }

    /** Null where fewer than two are known. */
    private static StepAxis through(List<Moment> moments, Place place) {
        if (moments.size() < 2) {
            return null;
        }
        double[] steps = moments.stream().mapToDouble(Moment::step).toArray();
        double[] places = moments.stream().mapToDouble(place::of).toArray();
        return StepAxis.through(steps, places);
    }

    private static Moment last(List<Moment> moments) {
        return moments.get(moments.size() - 1);
    }
}
