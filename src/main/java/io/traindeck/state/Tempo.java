package io.traindeck.state;

/**
 * How long a step takes: a running mean over the first epoch's worth of steps, and from then on a mean that forgets with
 * that same length. A single interval counts for at most {@link #LONGEST} times the mean, so that one hiccup moves the
 * mean by little, while a lasting change is followed within an epoch.
 *
 * @param window steps over which the mean forgets
 * @param steps measured so far, at most the window
 * @param seconds mean time of a step; 0 before the first is measured
 * @param stride steps from the last line of the log to the one before it
 */
record Tempo(long window, long steps, double seconds, long stride) {
    /** Steps: fewer would let a short epoch's mean jump. Lines likewise, where not every step has one. */
    private static final int SMALLEST_WINDOW = 50;

    /** Times the mean. */
    private static final double LONGEST = 4;

    /** Steps before a mean is trusted to tell what is a hiccup, or to estimate from. */
    private static final int ENOUGH = 5;

    static final Tempo UNKNOWN = ofEpochs(0);

    /** Nothing measured yet. */
    static Tempo ofEpochs(long stepsPerEpoch) {
        return new Tempo(Math.max(SMALLEST_WINDOW, stepsPerEpoch), 0, 0, 1);
    }

    /** This tempo, in a run that says how long its epochs are. */
    Tempo withEpochs(long stepsPerEpoch) {
        return new Tempo(Math.max(SMALLEST_WINDOW, stepsPerEpoch), steps, seconds, stride);
    }

    /** Whether there is enough to estimate from. */
    boolean isKnown() {
        return steps >= ENOUGH;
    }

    /** After so many steps more, which took so long together. */
    Tempo take(long count, double together) {
        double each = together / count;
        if (isKnown()) {
            each = Math.min(each, LONGEST * seconds);
        }
        long most = Math.max(window, SMALLEST_WINDOW * count);
        long all = Math.min(steps + count, most);
        return new Tempo(window, all, seconds + (each - seconds) * count / all, count);
    }
}
