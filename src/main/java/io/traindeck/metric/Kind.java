package io.traindeck.metric;

import io.traindeck.event.Goal.Better;

/** A sort of number that a metric can be. */
public enum Kind {
    /** A loss, an error or a distance: lower is better. */
    LOSS(Better.LOWER),
    /** An accuracy, a reward or another score: higher is better. */
    SCORE(Better.HIGHER),
    /** A learning rate. */
    RATE(null),
    /** The norm of a gradient, of weights or of an update. */
    NORM(null),
    /** Work done in a unit of time. */
    SPEED(null),
    /** The time that something took. */
    TIME(null),
    /** Something counted: steps, tokens, samples. */
    COUNT(null),
    /** Any other number: the name does not tell its kind. */
    OTHER(null);

    /** The ratio of the highest loss to the lowest from which on a linear axis would flatten the low values. */
    private static final double WIDE = 50;

    private final Better better;

    Kind(Better better) {
        this.better = better;
    }

    /** Returns whether higher or lower values are better; null if unknown. */
    public Better better() {
        return better;
    }

    /**
     * Returns whether values from {@code least} to {@code most} are best seen on a logarithmic axis on paper, where the
     * reader cannot choose. On a screen, an axis that becomes logarithmic while values arrive would be misread.
     */
    public boolean isLogarithmic(double least, double most) {
        return this == NORM || (this == LOSS && least > 0 && most / least > WIDE);
    }
}
