package io.traindeck.metric;

import io.traindeck.event.Goal.Better;

/** What sort of number a metric is. */
public enum Kind {
    /** A loss, an error or a distance: lower is better. */
    LOSS(Better.LOWER),
    /** An accuracy, a reward or another score: higher is better. */
    SCORE(Better.HIGHER),
    /** A learning rate. */
    RATE(null),
    /** The norm of a gradient, of weights or of an update. */
    NORM(null),
    /** Work done in a time. */
    SPEED(null),
    /** Time that something took. */
    TIME(null),
    /** Something counted: steps, tokens, samples. */
    COUNT(null),
    /** A name that says nothing of this. */
    OTHER(null);

    /** The ratio of the highest loss to the lowest from which on a linear axis would flatten the low values. */
    private static final double WIDE = 50;

    private final Better better;

    Kind(Better better) {
        this.better = better;
    }

    /** Which way is better; null if nobody can say. */
    public Better better() {
        return better;
    }

    /**
     * Whether values from {@code least} to {@code most} are best seen on a logarithmic axis on paper, where nobody can choose.
     * On a screen an axis that becomes logarithmic while values come would be misread.
     */
    public boolean isLogarithmic(double least, double most) {
        return this == NORM || (this == LOSS && least > 0 && most / least > WIDE);
    }
}
