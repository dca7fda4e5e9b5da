package io.traindeck.dashboard.chart;

/** A running mean of a curve's values: each counts less by {@code 1/window} for each that has come after it. */
public final class Smoothing {
    /** How much a curve is smoothed. */
    public enum Level {
        LIGHT(1.0 / 25, 4),
        STRONG(1.0 / 8, 8),
        OFF(0, 1);

        /** Share of a curve that its smoothed line looks back on. */
        private final double share;

        private final double shortest;

        Level(double share, double shortest) {
            this.share = share;
            this.shortest = shortest;
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

    /** For a curve of that many values, lightly. */
    public static Smoothing over(int values) {
        return over(values, Level.LIGHT);
    }

    /** For a curve of that many values. */
    public static Smoothing over(int values, Level level) {
        return new Smoothing(Math.max(level.shortest, values * level.share));
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
