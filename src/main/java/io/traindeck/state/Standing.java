package io.traindeck.state;

import io.traindeck.text.Numbers;

/**
 * The part of a run's state that tells what the run is doing, see
 * {@link Status#of(Standing, io.traindeck.event.Liveness, long)}. It is small, so that ten thousand runs can be listed.
 *
 * @param phase the last known activity of the trainer
 * @param heard whether the log has an event with a time
 * @param described whether the run has told anything about itself
 * @param measured whether anything has been measured
 * @param own whether traindeck's own trainer is at work; what another's program prints is a sign of life, too
 * @param progressMs the time at which the run was last heard of, other than by readings of the machine; Unix
 *     milliseconds, by the clock of whoever asks for the status
 * @param patienceMs the milliseconds of silence after that time that are not yet a stall
 */
public record Standing(
        Phase phase,
        boolean heard,
        boolean described,
        boolean measured,
        boolean own,
        long progressMs,
        double patienceMs) {
    /**
     * The milliseconds without progress that are not a stall, whatever the pace: a disk may be slow, or the machine
     * busy.
     */
    private static final double LEAST_PATIENCE_MS = 30_000;

    /** The milliseconds that the first step may take: libraries are unpacked, kernels are tuned. */
    private static final double FIRST_STEP_MS = 120_000;

    /** The milliseconds that a validation may take of which the usual length is not known. */
    private static final double FIRST_VALIDATION_MS = 600_000;

    /**
     * The milliseconds for which another's program may be silent as long as nothing tells its pace: it may load for
     * minutes, and may tell of whole epochs alone.
     */
    private static final double FIRST_WORDS_MS = 600_000;

    /** The factor of the usual time: work that takes longer has stalled. */
    private static final double STALL_FACTOR = 10;

    /**
     * The factor of the usual time before a row: another program need not say that it validates, and may tell of whole
     * epochs alone.
     */
    private static final double SILENCE_FACTOR = 3;

    private static final double MS = 1000;

    /** Returns the standing of a run in this state. */
    public static Standing of(RunState state) {
        boolean own = state.about().isOwn();
        return new Standing(
                state.phase(),
                state.lastMs() > 0,
                state.isDescribed(),
                state.isMeasured(),
                own,
                own
                        ? state.progressMs()
                        : Math.max(state.progressMs(), state.heard().printedMs()),
                own ? ownPatienceMs(state) : patienceMs(state));
    }

    /**
     * Says how a run ended at which nobody is at work, though its log tells no end.
     *
     * @param ours whether traindeck's own trainer was at work; another's program may have ended well after its supervisor
     *     was killed
     */
    public static String untoldEnd(boolean ours) {
        return ours
                ? "the trainer died without a word"
                : "nobody has told of its end: it was killed, or its supervisor was";
    }

    /** Says how this run ended, see {@link #untoldEnd(boolean)}. */
    public String untoldEnd() {
        return untoldEnd(own || !described && !measured);
    }

    /**
     * Returns the standing of a run whose trainer may have a clock that differs from this machine's. A log that has
     * changed just now shows that its trainer is at work, whatever its events say of the time.
     *
     * @param changedMs when the log was changed last by this machine's clock, Unix milliseconds; 0 if nobody knows
     */
    public static Standing of(RunState state, long changedMs) {
        Standing told = of(state);
        // Readings of the machine change the log too. The log's own times tell how long ago the last progress was then.
        return told.heardAt(changedMs - (state.lastMs() - state.progressMs()));
    }

    /**
     * Returns this standing when the output of the program has grown at {@code printedMs}. Our own trainer tells all in
     * its log, so that its output counts for nothing.
     *
     * @param printedMs Unix milliseconds, by the clock of whoever asks for the status; 0 if nobody knows
     */
    public Standing withOutput(long printedMs) {
        return own ? this : heardAt(printedMs);
    }

    private Standing heardAt(long timeMs) {
        return new Standing(phase, heard, described, measured, own, Math.max(progressMs, timeMs), patienceMs);
    }

    /** Says for how long nothing has been heard, for a run that has stalled. */
    public String silence(long nowMs) {
        return (own ? "no progress for " : "nothing new for ") + Numbers.span(((double) nowMs - progressMs) / MS);
    }

    private static double ownPatienceMs(RunState state) {
        double usual = Eta.usualSeconds(state);
        if (state.phase().validating() && usual == 0) {
            return FIRST_VALIDATION_MS;
        }
        return Math.max(leastPatienceMs(state), STALL_FACTOR * usual * MS);
    }

    private static double leastPatienceMs(RunState state) {
        return state.pace().tempo().isKnown() ? LEAST_PATIENCE_MS : FIRST_STEP_MS;
    }

    private static double patienceMs(RunState state) {
        Pace pace = state.pace();
        double usual = Eta.usualSeconds(state);
        double silence = pace.validation().value();
        double least = leastPatienceMs(state);
        boolean begun = pace.work().sinceMs() >= 0;
        if (!begun || usual == 0 && silence == 0) {
            least = FIRST_WORDS_MS;
        }
        if (begun && usual == 0 && silence == 0) {
            // The first number is there, and the second may take as long.
            silence = (pace.work().sinceMs() - state.firstMs()) / MS;
        }
        return Math.max(least, Math.max(STALL_FACTOR * usual, SILENCE_FACTOR * silence) * MS);
    }
}
