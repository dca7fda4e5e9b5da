package io.traindeck.dashboard.chart;

/** A running mean of a curve's values: each counts less by {@code 1/window} for each that has come after it. */
public final class Smoothing {
    /** Share of a curve that its smoothed line looks back on. */
    private static final double SHARE = 1.0 / 25;

    private static final double SHORTEST = 4;

    private final double window;
    private double sum;
    private double weight;

    private Smoothing(double window) {
        this.window = window;
    }

    /** For a curve of that many values. */
    public static Smoothing over(int values) {
        return new Smoothing(Math.max(SHORTEST, values * SHARE));
    }

    /** The mean after one value more; NaN for NaN, which does not count. */
    public double next(double value) {
        if (Double.isNaN(value)) {
            return value;
        }
        sum += (value - sum) / window;
        weight += (1 - weight) / window;
        return sum / weight;
    }
}
