package io.traindeck.state;

/**
 * The work done in a time, as the log tells it: a mean over the last steps.
 *
 * @param metric the name of what is measured; empty before the first
 */
public record Speed(String metric, Mean mean) {
    /** Steps: about ten seconds on a CPU, less than a second on a card. */
    private static final double WEIGHT = 1.0 / 20;

    static final Speed UNKNOWN = new Speed("", Mean.NONE);

    /** The speed in the unit of its metric; 0 if unknown. */
    public double perSecond() {
        return mean.value();
    }

    /** After another step. A value that is no speed is left out; one of another metric begins anew. */
    Speed with(String name, double value) {
        if (!Double.isFinite(value) || value <= 0) {
            return this;
        }
        return new Speed(name, (name.equals(metric) ? mean : Mean.NONE).with(value, WEIGHT));
    }
}
