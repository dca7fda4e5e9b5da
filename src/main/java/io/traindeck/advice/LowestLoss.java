package io.traindeck.advice;

import java.util.ArrayList;
import java.util.List;

/** The lowest mean loss of any window so far, and the lowest means before it, for a run that goes back. */
final class LowestLoss {
    /**
     * The number of lowest means that are kept. The oldest are forgotten, which matters only if a run goes back behind
     * thousands of them.
     */
    private static final int MOST = 4096;

    private final List<Point> lows = new ArrayList<>();
    private double first = Double.NaN;
    private double sum;
    private int count;

    void take(long step, double loss) {
        sum += loss;
        count++;
        if (count == Thresholds.WINDOW) {
            double mean = sum / count;
            first = Double.isNaN(first) ? mean : first;
            if (mean < value() || lows.isEmpty() && Double.isFinite(mean)) {
                lows.add(new Point(step, mean));
            }
            if (lows.size() > MOST) {
                lows.remove(0);
            }
            restart();
        }
    }

    void backTo(long step) {
        while (!lows.isEmpty() && lows.get(lows.size() - 1).step() > step) {
            lows.remove(lows.size() - 1);
        }
        restart();
    }

    void clear() {
        lows.clear();
        first = Double.NaN;
        restart();
    }

    /** The lowest mean; NaN before the first window is full. */
    double value() {
        return lows.isEmpty() ? Double.NaN : lows.get(lows.size() - 1).value();
    }

    /** The last step of the window with the lowest mean; 0 before the first window is full. */
    long step() {
        return lows.isEmpty() ? 0 : lows.get(lows.size() - 1).step();
    }

    /** The mean loss of the first window; NaN before it is full. */
    double first() {
        return first;
    }

    private void restart() {
        sum = 0;
        count = 0;
    }
}
