package io.traindeck.source.text;

/**
 * The place of the log in the training, by the counters that its lines tell. A counter that begins again with each
 * epoch is made to rise through the run. A counter that goes back without a new epoch belongs to a new launch, whose
 * steps are lower.
 */
final class StepCounter {
    /** The number of steps of the longest run; a larger number counts something else. */
    static final double MOST_STEPS = 1e15;

    /** The epoch that was told last; NaN if none was. */
    private double epoch = Double.NaN;

    private boolean tellsParts;

    private boolean counted;
    private long moves;
    private long step;

    /** The epoch, the counter's value and the number that was to be added to it, when the counter was told last. */
    private double countedEpoch = Double.NaN;

    private long last;
    private long base;

    /** The total of the last counter of batches; 0 if none was told. */
    private long batches;

    private long total;
    private long largest;

    /** The number of updates in an epoch that is over. */
    private long epochLength;

    private boolean fromZero;

    /** Whether a counter that goes on through the whole run was told. */
    private boolean global;

    /** Whether the counter has no name, and says how many there are to be: when it is full, it may begin again. */
    private boolean passes;

    /** Whether it is known that the counter goes on through epochs. */
    private boolean goesOn;

    /** Whether it is known that the counter begins again with each epoch. */
    private boolean beginsAgain;

    /** The total of the first progress bar that does not say what it counts; 0 if there was none. */
    private long barTotal;

    private boolean barDone;
    private boolean barTold;

    double epoch() {
        return epoch;
    }

    /** Returns whether any counter was told, except that of epochs. */
    boolean counted() {
        return counted;
    }

    /** Returns whether any counter was told. */
    boolean known() {
        return counted || !Double.isNaN(epoch);
    }

    /** The number of times that a counter was told, except that of epochs. */
    long moves() {
        return moves;
    }

    /** The step of the line that was read last. */
    long step() {
        return step;
    }

    /** The number of updates in an epoch; 0 if it is not known. */
    long stepsPerEpoch() {
        return !beginsAgain ? 0 : total > 0 ? total : epochLength;
    }

    /**
     * The number of updates of the whole run, if the counter goes on and says how many there are to be; 0 if it is not
     * known.
     */
    long steps() {
        return beginsAgain || !Double.isNaN(epoch) && !goesOn ? 0 : total;
    }

    /** Returns whether a part of an epoch was told: then lines with an epoch are not about whole epochs. */
    boolean tellsParts() {
        return tellsParts;
    }

    void epoch(double value) {
        epoch = value;
        boolean isPart = value != Math.rint(value);
        tellsParts |= isPart;
        // A program that tells parts of epochs computes them from a step that goes on.
        goesOn |= isPart && !beginsAgain;
    }

    /**
     * Returns whether a batch counter is likely to count other data than the training data: it has another total, and
     * no new epoch was told.
     */
    boolean isNested(long of) {
        return of > 0 && batches > 0 && of != batches && Double.compare(Math.floor(epoch), countedEpoch) == 0;
    }

    /**
     * Takes a counter of a line.
     *
     * @param of how many there are to be; 0 if that is not told
     */
    void count(CounterWord counts, long value, long of) {
        count(counts, value, of, counts == CounterWord.BATCH);
    }

    /** Takes the counter of a progress bar, which may be the bar of an epoch or of the run. */
    void bar(long value, long of) {
        if (isMainBar(value, of)) {
            count(CounterWord.STEP, value, of, true);
        }
    }

    private void count(CounterWord counts, long value, long of, boolean passing) {
        double now = Math.floor(epoch);
        if (counts == CounterWord.GLOBAL) {
            global = true;
            goesOn = true;
            beginsAgain = false;
        } else if (global) {
            // Two counters of one log must not be taken for one unless they count the same.
            step = Math.max(step, value);
            return;
        } else if (counts == CounterWord.BATCH && !Double.isNaN(now)) {
            beginsAgain = true;
            goesOn = false;
        }
        if (counts == CounterWord.GLOBAL) {
            base = 0;
        } else if (!counted) {
            base = beginsAgain && of > 0 && now > 1 ? begin(now - 1, of) : 0;
            fromZero = value % 10 == 9;
        } else if (Double.compare(now, countedEpoch) != 0) {
            if (passing && !beginsAgain && value == last) {
                // The bar was only drawn once more.
                return;
            }
            if (value > last && !beginsAgain) {
                goesOn = !Double.isNaN(countedEpoch);
            } else if (!goesOn) {
                beginsAgain = true;
                double epochs = Double.isNaN(countedEpoch) || Double.isNaN(now) ? 1 : now - countedEpoch;
                base = begin(epochs, length());
                epochLength = length();
                largest = epochs > 0 ? 0 : largest;
            }
        } else if (value < last && passes && Double.isNaN(now) && last >= total) {
            base += total;
        } else if (value < last && !beginsAgain) {
            base = 0;
        }
        moves++;
        counted = true;
        countedEpoch = now;
        last = value;
        total = of > 0 ? of : total;
        passes = of > 0 && passing;
        batches = passes ? of : batches;
        largest = Math.max(largest, value);
        fromZero |= value == 0;
        step = base + value;
    }

    /**
     * Returns whether a progress bar that does not say what it counts is the bar of the training: the first bar is,
     * until it is done.
     */
    private boolean isMainBar(long value, long of) {
        if (barTotal == 0 || of == barTotal || of > barTotal || barDone && !barTold) {
            barTold &= of == barTotal;
            barTotal = of;
            barDone = value >= of;
            return true;
        }
        return false;
    }

    /** Notes that a line has told metrics: the bar that goes on around it is the bar of the training. */
    void told() {
        barTold = barTotal > 0;
    }

    /** Returns the step of a line that tells an epoch but no step. */
    long stepOfEpoch() {
        double epochs = Math.floor(epoch) - countedEpoch;
        if (!beginsAgain || Double.isNaN(epochs) || epochs == 0) {
            return step;
        }
        long begun = begin(epochs, length());
        return epochs > 0 ? Math.max(step, begun) : begun;
    }

    /** Returns the first step of the epoch that is {@code epochs} after the present one. */
    private long begin(double epochs, long length) {
        return (long) Math.max(0, Math.min(MOST_STEPS, base + epochs * length));
    }

    private long length() {
        return total > 0 ? total : fromZero ? largest + 1 : largest;
    }
}
