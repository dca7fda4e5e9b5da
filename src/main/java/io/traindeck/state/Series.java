package io.traindeck.state;

/**
 * A metric over the steps of a run.
 *
 * @param name the name in the log; empty for none
 */
public record Series(String name, Curve curve) {
    /** The empty series of a metric that the run never logged. */
    public static final Series NONE = new Series("", Curve.EMPTY);

    public boolean isEmpty() {
        return curve.isEmpty();
    }

    /** The step of the last point; -1 if there is none. */
    public long lastStep() {
        return curve.lastStep();
    }

    /** See {@link Curve#lastValue}. */
    public double last() {
        return curve.lastValue();
    }
}
