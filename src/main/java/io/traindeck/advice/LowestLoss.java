package io.traindeck.advice;

import io.traindeck.event.TrainEvent.Step;
import java.util.ArrayList;
import java.util.List;

/** The lowest mean loss of any window of steps so far, and the ones it had before, for a run that goes back. */
final class LowestLoss {
    /** Records: the oldest are forgotten, which matters only to a run that goes back behind thousands of them. */
    private static final int MOST = 4096;

    private record Low(int step, double loss) {}

    private final List<Low> lows = new ArrayList<>();
    private double sum;
    private int count;

    void take(Step step) {
        sum += step.loss();
        count++;
        if (count == Thresholds.STEP_WINDOW) {
            double mean = sum / count;
            if (mean < value() || lows.isEmpty() && Double.isFinite(mean)) {
                lows.add(new Low(step.step(), mean));
            }
            if (lows.size() > MOST) {
                lows.remove(0);
            }
            restart();
        }
    }

    void backTo(int step) {
        while (!lows.isEmpty() && lows.get(lows.size() - 1).step() > step) {
            lows.remove(lows.size() - 1);
        }
        restart();
    }

    void clear() {
        lows.clear();
        restart();
    }

    /** NaN before the first window is full. */
    double value() {
        return lows.isEmpty() ? Double.NaN : lows.get(lows.size() - 1).loss();
    }

    /** The last step of that window; 0 before the first is full. */
    int step() {
        return lows.isEmpty() ? 0 : lows.get(lows.size() - 1).step();
    }

    private void restart() {
        sum = 0;
        count = 0;
    }
}
