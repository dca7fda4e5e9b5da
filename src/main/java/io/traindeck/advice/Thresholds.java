package io.traindeck.advice;

/**
 * The limits of normal, for every rule: the values that raise it and, further back, those that end it, so that it is
 * not raised again and again while a value wavers about a limit. Each was set so that the recorded healthy runs stay
 * quiet.
 */
final class Thresholds {
    private Thresholds() {}

    /**
     * The number of times that a code is raised in one run, at most: a person who has not acted on the third warning
     * will not act on the fourth.
     */
    static final int MOST_PER_CODE = 3;

    /**
     * The number of values of a signal that are looked back on. If each step is logged, that takes seconds on a GPU and
     * half a minute on a CPU; single bad batches do not matter in it.
     */
    static final int WINDOW = 50;

    /** The number of steps that several rounds must hold to say anything: with tiny data sets, fewer are noise. */
    static final int STEPS_FOR_A_TREND = 100;

    // gradient_norm_high

    /**
     * The limit of a gradient norm, in multiples of the clip: nine tenths of such a gradient are thrown away, and its
     * length tells the optimizer nothing.
     */
    static final double CLIP_FACTOR = 10;

    /** The number of high norms in the window that raise it: then the median step is clipped that hard. */
    static final int HIGH_NORMS = WINDOW / 2;

    /** The number of high norms in the window that end it: clipping is there for a spike now and then. */
    static final int HIGH_NORMS_OVER = WINDOW / 10;

    // loss_not_finite

    /**
     * The number of norms in a row that are not finite, in runs of other trainers: mixed precision now and then leaves
     * out a step whose gradient overflowed.
     */
    static final int OVERFLOWS = 3;

    // gap_grows

    /** The number of rounds of growth: a wobble lasts one or two. */
    static final int GAP_ROUNDS = 4;

    /** The number of losses of steps whose mean is a training loss, if a log has none: single batches are noise. */
    static final int LOSSES_OF_A_MEAN = 5;

    /** The share of these rounds in which the gap must have grown. */
    static final double GAP_RISING_SHARE = 0.75;

    /** The growth of the gap over these rounds, as a share of the lowest validation loss. */
    static final double GAP_GROWTH = 0.1;

    /** The gap itself, as a share of the lowest validation loss; healthy runs end at up to 0.23. */
    static final double GAP = 0.3;

    /** The least validation loss, as a share of the lowest before: while it still falls below that, nothing is lost. */
    static final double GAP_STALE = 0.99;

    // train_loss_stuck

    /** The number of rounds without a fall. */
    static final int STUCK_ROUNDS = 3;

    /** The least fall, as a share of the loss: less does not count as a fall. */
    static final double STUCK_FALL = 0.01;

    /** The fall that ends it, as a share of the loss. */
    static final double STUCK_FALL_OVER = 0.03;

    /** The share of the loss of guessing below which the network has learned, and may well have come to an end. */
    static final double LEARNED_LOSS = 0.25;

    /**
     * The share of the loss of the first steps below which the network has learned something, if the loss of guessing
     * is not known.
     */
    static final double MOVED_LOSS = 0.95;

    /**
     * The share of the largest rate below which the schedule is running out, and the loss stands still as it should.
     */
    static final double LIVELY_RATE = 0.1;

    /** The share of the loss of guessing from which on nothing has been learned. */
    static final double GUESSING = 0.98;

    /** The share of the loss of guessing below which something has been learned. */
    static final double GUESSING_OVER = 0.95;

    /** The number of steps after which something must have been learned, warm-up included. */
    static final int GUESSING_STEPS = 200;

    // loss_diverges

    /** The limit of the loss, in multiples of the lowest mean loss of a window. */
    static final double DIVERGED_FACTOR = 2;

    /**
     * The least rise, as a share of the loss of guessing or of the first steps, so that small losses that double by
     * chance do not count.
     */
    static final double DIVERGED_RISE = 0.2;

    /** The share of that rise below which the loss has come back. */
    static final double DIVERGED_OVER = 0.5;

    // rate_zero, rate_off_schedule

    /** The number of values in a row: the last rate of a schedule may be zero. */
    static final int RATES = 3;

    /** The share of the steps so far, in runs of other trainers: the end of a schedule may be written as 0.000000. */
    static final double ZERO_SHARE = 0.05;

    /**
     * The tolerance, as a share of the largest rate: more than counting steps from 0 or from 1 makes in a run of some
     * length.
     */
    static final double RATE_TOLERANCE = 0.01;

    // validation_better

    /**
     * The share of the run in which a network that trains with dropout and augmentation usually does better without
     * them.
     */
    static final double START_SHARE = 0.5;

    /** The number of rounds in a row. */
    static final int BETTER_ROUNDS = 3;

    /**
     * The lead of the validation accuracy: in healthy runs with dropout and augmentation it stays below 0.06 in the
     * second half.
     */
    static final double BETTER = 0.10;

    /** The lead of the validation accuracy that ends it, as in healthy runs. */
    static final double BETTER_OVER = 0.06;

    // patience_low

    /**
     * The divisor of the patience that gives the rounds left, at least one: enough to act, and late enough to be
     * likely.
     */
    static final int PATIENCE_PART = 4;

    // throughput_low

    /**
     * The number of values and the seconds that a stretch has at least, so that its mean rate is one measurement: a
     * stall fills one stretch.
     */
    static final int STRETCH_VALUES = 20;

    static final double STRETCH_SECONDS = 15;

    /** The number of stretches in a row that must be slow: a minute. */
    static final int SLOW_STRETCHES = 4;

    /**
     * The number of stretches before them that tell what is usual: four minutes, since two may be luck if others use
     * the machine too.
     */
    static final int USUAL_STRETCHES = 16;

    /** The number of stretches that are remembered: half an hour. */
    static final int MOST_STRETCHES = 128;

    /** The share of the usual rate below which training is slow: down by a third. */
    static final double SLOW = 2.0 / 3;

    /** The share of the stretches before that must have been faster: if the rate has always varied, slow is usual. */
    static final double FASTER_SHARE = 0.75;

    /** The share of the usual rate from which on training is no longer slow. */
    static final double SLOW_OVER = 0.8;

    /** The share of the usual processor time below which others use the processor. */
    static final double CPU_TAKEN = 0.85;
}
