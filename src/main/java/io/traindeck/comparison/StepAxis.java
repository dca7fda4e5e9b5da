package io.traindeck.comparison;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.RunState;
import java.util.List;

/**
 * Where a step lies in epochs, or in seconds: runs of different batch sizes and speeds are compared by these.
 * Between the ends of two epochs the steps lie evenly; time spent paused, or lost in a crash, does not count.
 */
public final class StepAxis {
    private final double[] steps;
    private final double[] places;
    private final double perStep;

    /**
     * @param steps rising
     * @param places of these steps
     * @param perStep how far a step goes after the last of them
     */
    private StepAxis(double[] steps, double[] places, double perStep) {
        this.steps = steps;
        this.places = places;
        this.perStep = perStep;
    }

    /** In epochs: 1 is where the first one ends. */
    public static StepAxis epochs(RunState state) {
        List<Measured> rows = state.rows().list().stream()
                .filter(row -> Double.isFinite(row.epoch()))
                .toList();
        double[] places = new double[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            places[i + 1] = rows.get(i).epoch();
        }
        long known = state.plan().stepsPerEpoch();
        double[] steps = steps(rows);
        return new StepAxis(steps, places, known > 0 ? 1.0 / known : lastPace(steps, places));
    }

    /** In seconds: the {@code seconds} of all epochs before, and the share of the one that the step is in. */
    public static StepAxis seconds(RunState state) {
        List<Measured> rows = state.rows().list().stream()
                .filter(row -> row.values().has(OwnMetrics.SECONDS))
                .toList();
        double[] places = new double[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            places[i + 1] = places[i] + seconds(rows.get(i));
        }
        double[] steps = steps(rows);
        double pace = rows.isEmpty() ? state.stepSeconds() : lastPace(steps, places);
        return new StepAxis(steps, places, pace);
    }

    /** Of an epoch; what is no time counts as none. */
    public static double seconds(Measured row) {
        double seconds = row.values().get(OwnMetrics.SECONDS);
        return seconds > 0 && Double.isFinite(seconds) ? seconds : 0;
    }

    /**
     * By moments that are known, and after the last of them at the pace of the last two.
     *
     * @param steps rising; at least one
     * @param places of these steps
     */
    public static StepAxis through(double[] steps, double[] places) {
        return new StepAxis(steps, places, lastPace(steps, places));
    }

    private static double[] steps(List<Measured> rows) {
        double[] steps = new double[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            steps[i + 1] = rows.get(i).step();
        }
        return steps;
    }

    private static double lastPace(double[] steps, double[] places) {
        int last = steps.length - 1;
        double taken = last == 0 ? 0 : steps[last] - steps[last - 1];
        return taken > 0 ? (places[last] - places[last - 1]) / taken : 0;
    }

    /** The place of a step; after the last epoch that is done, at the pace of that epoch. */
    public double at(double step) {
        int last = steps.length - 1;
        if (step >= steps[last]) {
            return places[last] + (step - steps[last]) * perStep;
        }
        int low = 0;
        int high = last;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (steps[middle] <= step) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double share = (Math.max(0, step) - steps[low]) / (steps[high] - steps[low]);
        return places[low] + share * (places[high] - places[low]);
    }
}
