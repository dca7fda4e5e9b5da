package io.traindeck.dashboard.chart;

/**
 * A running mean of a curve's values: the weight of a value falls by the share {@code 1/window} with each value after
 * it. Lightly smoothed, a curve depends only on what came before, so that its end does not change any more. Strongly
 * smoothed, it would lag behind itself, so it depends on both sides.
 */
public final class Smoothing {
    /** The levels of smoothing. */
    public enum Level {
        LIGHT(1.0 / 25, 4, false),
        STRONG(1.0 / 16, 6, true),
        OFF(0, 1, false);

        /** The share of a curve that its smoothed line looks at, to one side. */
        private final double share;

        private final double shortest;
        private final boolean bothSides;

        Level(double share, double shortest, boolean bothSides) {
            this.share = share;
            this.shortest = shortest;
            this.bothSides = bothSides;
        }

        /** The level that comes after this one. */
        public Level next() {
            return values()[(ordinal() + 1) % values().length];
        }
    }

    private final double window;
    private double sum;
    private double weight;

    private Smoothing(double window) {
        this.window = window;
    }

    /** Makes a light smoothing for a curve of that many values. */
    public static Smoothing over(int values) {
        return new Smoothing(window(values, Level.LIGHT));
    }

    private static double window(int values, Level level) {
        return Math.max(level.shortest, values * level.share);
    }

    /** The values, smoothed; NaN where they are NaN. */
    static double[] of(double[] values, Level level) {
        double window = window(values.length, level);
        double[] smoothed = new double[values.length];
        Smoothing before = new Smoothing(window);
        for (int i = 0; i < values.length; i++) {
            smoothed[i] = before.next(values[i]);
        }
        if (level.bothSides) {
            Smoothing behind = new Smoothing(window);
            for (int i = values.length - 1; i >= 0; i--) {
                smoothed[i] = (smoothed[i] + behind.next(values[i])) / 2;
            }
        }
        return smoothed;
    }

    /** Takes one more value and returns the mean; NaN for NaN, which does not count. */
    public double next(double value) {
        if (Double.isNaN(value)) {
            return value;
        }
        sum += (value - sum) / window;
        weight += (1 - weight) / window;
        return sum / weight;
    }
}
