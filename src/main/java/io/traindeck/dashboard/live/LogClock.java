package io.traindeck.dashboard.live;

import io.traindeck.event.Liveness;

/**
 * The clock of the machine that writes a log, because the log's times are from it. It may differ from this viewer's clock
 * by hours: without regard to that, each step would look old, or as if it were still to come.
 */
public final class LogClock {
    private long nowMs;

    /**
     * The milliseconds by which it seems to be behind this viewer's clock. They are learned when the log grows; until
     * then they are 0.
     */
    private long behindMs;

    /**
     * Looks at the clock.
     *
     * @param grown whether the log has grown since the last look
     * @param now the time by this viewer's clock, Unix milliseconds
     */
    public void look(Observed seen, boolean grown, long now) {
        if (grown) {
            // A log without times tells nothing of its clock.
            behindMs = seen.state().progressMs() == 0 ? 0 : now - seen.state().progressMs();
        }
        nowMs = now - behindMs;
    }

    /** The time of the last look by the log's clock, Unix milliseconds. */
    long nowMs() {
        return nowMs;
    }

    /** The time of the last look by which the status of the run is judged. */
    public long nowMs(Observed seen) {
        return judging(seen, nowMs + behindMs);
    }

    /** The time by which the status of the run is judged at {@code now} of this viewer's clock. */
    long judging(Observed seen, long now) {
        // This machine, not the clock of the log, tells when a file was changed last.
        return seen.liveness() instanceof Liveness.Written ? now : now - behindMs;
    }
}
