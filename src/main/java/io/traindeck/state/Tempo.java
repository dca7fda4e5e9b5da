package io.traindeck.state;

/**
 * The time that a step takes: a running mean over the first epoch's worth of steps, and from then on a mean that
 * forgets over that same length. A single interval counts for at most {@link #LONGEST} times the mean, so that one
 * hiccup moves the mean only a little, while a lasting change is followed within an epoch.
 *
 * @param window the number of steps over which the mean forgets
 * @param steps the number of steps measured so far, at most the window
 * @param seconds the mean time of a step; 0 before the first is measured
 * @param stride the number of steps from the line before the last line of the log to the last one
 */
record Tempo(long window, long steps, double seconds, long stride) {
    /**
     * The least number of steps in the window, since fewer would let a short epoch's mean jump. It is a number of lines
     * if not every step has a line.
     */
    private static final int SMALLEST_WINDOW = 50;

    /** The limit of a single interval, in multiples of the mean. */
    private static final double LONGEST = 4;

    /** The number of steps after which the mean is trusted to tell what is a hiccup, and to estimate from. */
    private static final int ENOUGH = 5;

    static final Tempo UNKNOWN = ofEpochs(0);

    /** Returns the tempo of a run of which nothing is measured yet. */
    static Tempo ofEpochs(long stepsPerEpoch) {
        return new Tempo(Math.max(SMALLEST_WINDOW, stepsPerEpoch), 0, 0, 1);
    }

    /** Returns this tempo, in a run that says how long its epochs are. */
    Tempo withEpochs(long stepsPerEpoch) {
        return new Tempo(Math.max(SMALLEST_WINDOW, stepsPerEpoch), steps, seconds, stride);
    }

    /** Returns whether enough steps are measured to estimate from. */
    boolean isKnown() {
        return steps >= ENOUGH;
    }

    /** Returns the tempo after {@code count} more steps, which took {@code together} seconds. */
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
