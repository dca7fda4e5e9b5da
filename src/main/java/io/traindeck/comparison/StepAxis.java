package io.traindeck.comparison;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.state.Moments.Moment;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The places of a run's steps on an axis of epochs, seconds or steps, by which runs of different batch sizes and speeds
 * are laid over each other. Between two steps whose places are known, the others are evenly spaced.
 */
public final class StepAxis {
    private static final double MS = 1000;

    private final long[] steps;
    private final double[] places;
    private int size;

    /** The distance of a step from the next, after the last step whose place is known. */
    private double perStep;

    private StepAxis(int most) {
        steps = new long[most];
        places = new double[most];
    }

    /** Returns the axis of a run; its places mean nothing if {@link #isKnown} is false. */
    public static StepAxis of(AxisUnit unit, RunState run) {
        return switch (unit) {
            case EPOCHS -> epochs(run);
            case TIME -> run.about().isOwn() ? secondsOfEpochs(run) : secondsOfLog(run);
            case STEPS -> steps();
        };
    }

    /** Returns whether the run tells the places of its steps. Traindeck's own trainer tells them sooner or later. */
    public static boolean isKnown(AxisUnit unit, RunState run) {
        return switch (unit) {
            case EPOCHS ->
                run.about().isOwn()
                        || stepsPerEpoch(run.plan()) > 0
                        || run.rows().list().stream().anyMatch(row -> Double.isFinite(row.epoch()))
                        || begun(run).size() > 1;
            case TIME -> run.about().isOwn() || (run.firstMs() > 0 && run.progressMs() > run.firstMs());
            case STEPS -> true;
        };
    }

    private static StepAxis steps() {
        StepAxis axis = new StepAxis(1);
        axis.put(0, 0);
        axis.perStep = 1;
        return axis;
    }

    /**
     * An axis in epochs: 1 is the end of the first epoch. If several rows have the same whole epoch, the last of them
     * ends it.
     */
    private static StepAxis epochs(RunState run) {
        boolean ofRows = run.rows().list().stream().anyMatch(row -> Double.isFinite(row.epoch()));
        return ofRows || stepsPerEpoch(run.plan()) > 0 ? epochsOfRows(run) : epochsOfSteps(run);
    }

    private static StepAxis epochsOfRows(RunState run) {
        StepAxis axis = new StepAxis(run.rows().size() + 1);
        axis.put(0, 0);
        double shift = Double.NaN;
        for (Measured row : run.rows().list()) {
            if (Double.isFinite(row.epoch())) {
                shift = Double.isNaN(shift) ? shift(row) : shift;
                axis.putEnd(row.step(), row.epoch() + shift);
            }
        }
        double known = stepsPerEpoch(run.plan());
        axis.perStep = known > 0 ? 1 / known : axis.lastPace();
        return axis;
    }

    /**
     * Makes an axis in epochs of the moments at which epochs began. An epoch with a whole number is the one under way:
     * when it begins, those before it are over.
     */
    private static StepAxis epochsOfSteps(RunState run) {
        List<Moment> begun = begun(run);
        boolean whole = begun.stream().allMatch(moment -> moment.epoch() == Math.rint(moment.epoch()));
        StepAxis axis = new StepAxis(begun.size() + 1);
        axis.put(0, 0);
        for (Moment moment : begun) {
            axis.put(moment.step(), moment.epoch() - (whole ? begun.get(0).epoch() : 0));
        }
        axis.perStep = axis.lastPace();
        return axis;
    }

    /** Returns the moments at which a new epoch had begun. */
    private static List<Moment> begun(RunState run) {
        List<Moment> begun = new ArrayList<>();
        for (Moment moment : run.moments().list()) {
            if (Double.isFinite(moment.epoch())
                    && (begun.isEmpty() || moment.epoch() > last(begun).epoch())) {
                begun.add(moment);
            }
        }
        return begun;
    }

    private static Moment last(List<Moment> moments) {
        return moments.get(moments.size() - 1);
    }

    /** Returns 1 if the epochs are counted from 0, so that something was done when the first row said 0; else 0. */
    private static double shift(Measured first) {
        boolean isDone = first.kind() == Kind.EPOCH || first.step() > 0;
        return first.epoch() == 0 && isDone ? 1 : 0;
    }

    private static double stepsPerEpoch(Plan plan) {
        if (plan.stepsPerEpoch() > 0) {
            return plan.stepsPerEpoch();
        }
        return plan.epochs() > 0 ? (double) plan.steps() / plan.epochs() : 0;
    }

    /**
     * Makes an axis in seconds of the times that the epochs took: time spent paused, or lost in a crash, does not
     * count.
     */
    private static StepAxis secondsOfEpochs(RunState run) {
        StepAxis axis = new StepAxis(run.rows().size() + 1);
        axis.put(0, 0);
        double sum = 0;
        for (Measured row : run.rows().list()) {
            if (row.values().has(OwnMetrics.SECONDS)) {
                sum += seconds(row);
                axis.put(row.step(), sum);
            }
        }
        axis.perStep = axis.size == 1 ? run.stepSeconds() : axis.lastPace();
        return axis;
    }

    /** An axis in seconds since the first line of the log, by the times of its lines. */
    private static StepAxis secondsOfLog(RunState run) {
        StepAxis axis = new StepAxis(run.moments().list().size() + 2);
        axis.put(0, 0);
        for (Moment moment : run.moments().list()) {
            if (moment.timeMs() > run.firstMs()) {
                axis.put(moment.step(), (moment.timeMs() - run.firstMs()) / MS);
            }
        }
        if (run.lastStep() > axis.steps[axis.size - 1]) {
            axis.put(run.lastStep(), (run.progressMs() - run.firstMs()) / MS);
        }
        axis.perStep = axis.lastPace();
        return axis;
    }

    /** Returns the seconds that an epoch of traindeck's own trainer took; a value that is not a time counts as 0. */
    static double seconds(Measured row) {
        double seconds = row.values().get(OwnMetrics.SECONDS);
        return seconds > 0 && Double.isFinite(seconds) ? seconds : 0;
    }

    /** Adds the place of a later step; a place that does not rise with the steps is left out. */
    private void put(long step, double place) {
        if (size > 0 && (step < steps[size - 1] || place < places[size - 1])) {
            return;
        }
        size -= size > 0 && step == steps[size - 1] ? 1 : 0;
        steps[size] = step;
        places[size++] = place;
    }

    /** Adds the place of a later step, which replaces the step before if that has the same place. */
    private void putEnd(long step, double place) {
        size -= size > 1 && place == places[size - 1] && step > steps[size - 1] ? 1 : 0;
        put(step, place);
    }

    private double lastPace() {
        int last = size - 1;
        return last == 0 ? 0 : (places[last] - places[last - 1]) / (steps[last] - steps[last - 1]);
    }

    /** Returns the place of a step; after the last step whose place is known, it is extended at the last known pace. */
    public double at(long step) {
        int last = size - 1;
        if (step >= steps[last]) {
            return places[last] + (step - steps[last]) * perStep;
        }
        int found = Arrays.binarySearch(steps, 0, size, step);
        if (found >= 0) {
            return places[found];
        }
        int high = -found - 1;
        if (high == 0) {
            return places[0];
        }
        double share = (double) (step - steps[high - 1]) / (steps[high] - steps[high - 1]);
        return places[high - 1] + share * (places[high] - places[high - 1]);
    }
}
