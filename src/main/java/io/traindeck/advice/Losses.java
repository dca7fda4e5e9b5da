package io.traindeck.advice;

/** The training loss by step: its last values, the lowest mean so far, and the mean since the last round. */
final class Losses {
    private final Window window = new Window();
    private final LowestLoss lowest = new LowestLoss();
    private double sum;
    private int count;

    void add(long step, double loss) {
        if (step <= window.lastStep()) {
            lowest.backTo(step - 1);
        }
        window.add(step, loss);
        lowest.take(step, loss);
        sum += loss;
        count++;
    }

    void backTo(long step) {
        window.backTo(step);
        lowest.backTo(step);
        beginRound();
    }

    void clear() {
        window.clear();
        lowest.clear();
        beginRound();
    }

    void beginRound() {
        sum = 0;
        count = 0;
    }

    /** The mean since {@link #beginRound}; NaN if there were too few losses for one. */
    double mean() {
        return count < Thresholds.LOSSES_OF_A_MEAN ? Double.NaN : sum / count;
    }

    Window window() {
        return window;
    }

    LowestLoss lowest() {
        return lowest;
    }
}
