package io.traindeck.state;

/**
 * As much of a run as tells what it is doing, see {@link Status#of(Standing, io.traindeck.event.Liveness, long)}. It is
 * small, so that ten thousand runs can be listed.
 *
 * @param phase what the trainer was last heard to be doing
 * @param heard whether the log has an event with a time
 * @param described whether the run has said anything of itself
 * @param measured whether anything has been measured
 * @param progressMs when the run was last heard of, but for readings of the machine; Unix milliseconds
 * @param patienceMs milliseconds of silence after that which are no stall yet
 */
public record Standing(
        Phase phase, boolean heard, boolean described, boolean measured, long progressMs, double patienceMs) {
    /** Milliseconds without progress that are no stall, whatever the pace: a slow disk or a busy machine. */
    private static final double LEAST_PATIENCE_MS = 30_000;

    /** Milliseconds to the first step: libraries are unpacked, kernels are tuned. */
    private static final double FIRST_STEP_MS = 120_000;

    /** Milliseconds of a validation of which nobody can say how long it takes. */
    private static final double FIRST_VALIDATION_MS = 600_000;

    /** Times the usual: what takes longer has stalled. */
    private static final double STALL_FACTOR = 10;

    private static final double MS = 1000;

    /** The standing of a run in this state. */
    public static Standing of(RunState state) {
        return new Standing(
                state.phase(),
                state.lastMs() > 0,
                state.isDescribed(),
                state.isMeasured(),
                state.progressMs(),
                patienceMs(state));
    }

    private static double patienceMs(RunState state) {
        double usual = Eta.usualSeconds(state);
        if (state.phase().validating() && usual == 0) {
            return FIRST_VALIDATION_MS;
        }
        return state.pace().tempo().isKnown() ? Math.max(LEAST_PATIENCE_MS, STALL_FACTOR * usual * MS) : FIRST_STEP_MS;
    }
}
