package io.traindeck.advice;

/**
 * Where normal ends, for every rule: what it takes to raise it and, further back, what it takes to call it over, so that a
 * value that wavers about a limit does not raise again and again. Each was set so that the recorded healthy runs stay
 * quiet.
 */
final class Thresholds {
    private Thresholds() {}

    /** Times a code is raised in one run: whoever has not acted on the third will not on the fourth. */
    static final int MOST_PER_CODE = 3;

    /**
     * Values of a signal that are looked back on. Where each step is logged, that is seconds on a card, half a minute on a
     * processor; single bad batches drown in it.
     */
    static final int WINDOW = 50;

    /** Steps that several rounds must hold to say anything: with tiny data sets, fewer are noise. */
    static final int STEPS_FOR_A_TREND = 100;

    // gradient_norm_high

    /** Times the clip: nine tenths of such a gradient are thrown away, and its length tells the optimizer nothing. */
    static final double CLIP_FACTOR = 10;

    /** Values of the window: the median step is clipped that hard. */
    static final int HIGH_NORMS = WINDOW / 2;

    /** Values of the window: a spike now and then is what clipping is for. */
    static final int HIGH_NORMS_OVER = WINDOW / 10;

    // loss_not_finite

    /** Norms in a row, in the runs of others: mixed precision leaves out a step now and then whose gradient overflowed. */
    static final int OVERFLOWS = 3;

    // gap_grows

    /** Rounds of growth: a wobble lasts one or two. */
    static final int GAP_ROUNDS = 4;

    /** Losses of steps whose mean is a training loss, where a log has none: single batches are noise. */
    static final int LOSSES_OF_A_MEAN = 5;

    /** Share of these rounds that the gap must have grown in. */
    static final double GAP_RISING_SHARE = 0.75;

    /** Share of the lowest validation loss: the growth over these rounds. */
    static final double GAP_GROWTH = 0.1;

    /** Share of the lowest validation loss: the gap itself; healthy runs end at up to 0.23. */
    static final double GAP = 0.3;

    /** Share of the lowest validation loss before: while it still falls below that, nothing is lost. */
    static final double GAP_STALE = 0.99;

    // train_loss_stuck

    /** Rounds without a fall. */
    static final int STUCK_ROUNDS = 3;

    /** Share of the loss: less of a fall than that is none. */
    static final double STUCK_FALL = 0.01;

    /** Share of the loss: a fall of so much ends it. */
    static final double STUCK_FALL_OVER = 0.03;

    /** Share of the loss of guessing: where it is lower, the network has learned and may well have come to an end. */
    static final double LEARNED_LOSS = 0.25;

    /** Share of the loss of the first steps, where nobody knows what guessing gives: the network has learned something. */
    static final double MOVED_LOSS = 0.95;

    /** Share of the largest rate: below it the schedule is running out, and the loss stands still as it should. */
    static final double LIVELY_RATE = 0.1;

    /** Share of the loss of guessing: nothing has been learned. */
    static final double GUESSING = 0.98;

    /** Share of the loss of guessing: something has been learned. */
    static final double GUESSING_OVER = 0.95;

    /** Steps after which something must have been learned, warm-up included. */
    static final int GUESSING_STEPS = 200;

    // loss_diverges

    /** Times the lowest mean loss of a window. */
    static final double DIVERGED_FACTOR = 2;

    /** Share of the loss of guessing, or of the first steps: the least rise, lest small losses that double by chance count. */
    static final double DIVERGED_RISE = 0.2;

    /** Share of that rise, below which the loss has come back. */
    static final double DIVERGED_OVER = 0.5;

    // rate_zero, rate_off_schedule

    /** Values in a row: the last one of a schedule may be zero. */
    static final int RATES = 3;

    /** Share of the steps so far, in the runs of others: the end of a schedule may be written as 0.000000. */
    static final double ZERO_SHARE = 0.05;

    /** Share of the largest rate: more than the counting of steps from 0 or from 1 makes in a run of some length. */
    static final double RATE_TOLERANCE = 0.01;

    // validation_better

    /** Share of the run: until then a network that trains with dropout and augmentation does better without. */
    static final double START_SHARE = 0.5;

    /** Rounds in a row. */
    static final int BETTER_ROUNDS = 3;

    /** Accuracy: healthy runs with dropout and augmentation stay below 0.06 in their second half. */
    static final double BETTER = 0.10;

    /** Accuracy: as in healthy runs. */
    static final double BETTER_OVER = 0.06;

    // patience_low

    /** Part of the patience that is left, at least one round: enough to act, and late enough to be likely. */
    static final int PATIENCE_PART = 4;

    // throughput_low

    /** Values and seconds, both, of a stretch whose mean rate is one measurement: a stall fills one stretch. */
    static final int STRETCH_VALUES = 20;

    static final double STRETCH_SECONDS = 15;

    /** Stretches in a row that must be slow: a minute. */
    static final int SLOW_STRETCHES = 4;

    /** Stretches before them that tell what is usual: four minutes, as where others use the machine too, two are luck. */
    static final int USUAL_STRETCHES = 16;

    /** Stretches that are remembered: half an hour. */
    static final int MOST_STRETCHES = 128;

    /** Share of the usual rate: down by a third. */
    static final double SLOW = 2.0 / 3;

    /** Share of the stretches before that must have been faster: where the rate has always swung, slow is usual. */
    static final double FASTER_SHARE = 0.75;

    /** Share of the usual rate. */
    static final double SLOW_OVER = 0.8;

    /** Share of the usual processor time below which others have the processor. */
    static final double CPU_TAKEN = 0.85;
}
