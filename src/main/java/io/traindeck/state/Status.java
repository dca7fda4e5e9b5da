package io.traindeck.state;

import io.traindeck.event.TrainEvent.EndReason;

/** What a run is doing, in the words of the screen. */
public enum Status {
    /** Its folder is expected, and not there yet; only who waits for a run knows this. */
    WAITING("WAITING"),
    LOADING("LOADING DATA"),
    STARTING("STARTING"),
    RUNNING("RUNNING"),
    VALIDATING("VALIDATING"),
    PAUSED("PAUSED"),
    STALLED("STALLED"),
    CRASHED("CRASHED"),
    COMPLETED("COMPLETED"),
    EARLY_STOP("EARLY STOP"),
    STOPPED("STOPPED"),
    PARKED("PARKED"),
    TERMINATED("TERMINATED"),
    FAILED("FAILED");

    /** Milliseconds without progress, whatever the pace: a slow disk or a busy machine is no stall. */
    private static final long SHORTEST_STALL_MS = 30_000;

    /** Milliseconds to the first step: libraries are unpacked, kernels are tuned. */
    private static final long LONGEST_START_MS = 120_000;

    /** Times the usual: what takes longer has stalled. */
    private static final double STALL_FACTOR = 10;

    private static final double MS = 1000;

    private final String word;

    Status(String word) {
        this.word = word;
    }

    /** The word that the screen shows. */
    public String word() {
        return word;
    }

    /** Whether no trainer is at work any more. */
    public boolean isOver() {
        return this == CRASHED || ordinal() >= COMPLETED.ordinal();
    }

    /** Whether a trainer is at work that takes commands: those sent before it has begun are refused as stale. */
    public boolean takesCommands() {
        return !isOver() && this != WAITING && this != LOADING;
    }

    /** Whether {@code resume} can take the run up again from its last checkpoint. */
    public boolean isResumable() {
        return this == CRASHED || this == STOPPED || this == PARKED || this == TERMINATED || this == FAILED;
    }

    /**
     * What a run is doing at {@code nowMs}.
     *
     * @param live {@link io.traindeck.run.RunFolder#isLive}
     * @param nowMs Unix milliseconds, by the clock that the events' times are from; in a replay, the recorded time
     */
    public static Status of(RunState state, boolean live, long nowMs) {
        if (state.isOver()) {
            return of(state.phase().ended().reason());
        }
        if (!live) {
            return CRASHED;
        }
        if (state.phase().paused()) {
            return PAUSED;
        }
        if (state.lastMs() > 0 && nowMs - state.progressMs() > longestSilenceMs(state)) {
            return STALLED;
        }
        if (!state.isDescribed() && !state.isMeasured()) {
            return LOADING;
        }
        if (state.phase().validating()) {
            return VALIDATING;
        }
        return state.isMeasured() ? RUNNING : STARTING;
    }

    private static Status of(EndReason reason) {
        if (reason == null) {
            return FAILED;
        }
        return switch (reason) {
            case COMPLETED -> COMPLETED;
            case EARLY_STOP -> EARLY_STOP;
            case STOPPED -> STOPPED;
            case PARKED -> PARKED;
            case TERMINATED -> TERMINATED;
            case FAILED -> FAILED;
        };
    }

    private static double longestSilenceMs(RunState state) {
        if (!state.pace().tempo().isKnown()) {
            return LONGEST_START_MS;
        }
        return Math.max(SHORTEST_STALL_MS, STALL_FACTOR * Eta.usualSeconds(state) * MS);
    }
}
