package io.traindeck.state;

/**
 * The work done in a time, as the log tells it: a mean over the last steps.
 *
 * @param metric the name of the metric that is the speed; empty before the first
 */
public record Speed(String metric, Mean mean) {
    /** The weight of a step in the mean, which covers about ten seconds on a CPU, and less than a second on a card. */
    private static final double WEIGHT = 1.0 / 20;

    static final Speed UNKNOWN = new Speed("", Mean.NONE);

    /** The speed in the unit of its metric; 0 if unknown. */
    public double perSecond() {
        return mean.value();
    }

    /**
     * Returns the speed after another step. A value that is not a speed is left out; a value of another metric begins
     * anew.
     */
    Speed with(String name, double value) {
        if (!Double.isFinite(value) || value <= 0) {
            return this;
        }
        return new Speed(name, (name.equals(metric) ? mean : Mean.NONE).with(value, WEIGHT));
    }
}
