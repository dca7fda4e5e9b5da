package io.traindeck.dashboard.live;

import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;

/**
 * What the folder of a run tells at one moment.
 *
 * @param live {@link io.traindeck.run.RunFolder#isLive}
 * @param pid the process of the last trainer; 0 where unknown
 * @param start a trainer that was started from here and has not shown up in the log yet; null for none
 * @param startFailure why the last trainer that was started from here ended before it showed up; empty for none
 * @param weights whether the run is over and its best weights are there
 * @param share how much of the log has been read, from 0 to 1; 1 unless it is long and has just been opened
 * @param unreadable lines of the log that are no events
 * @param trouble what keeps the log from being read; empty for nothing
 */
public record Observed(
        RunState state,
        boolean live,
        long pid,
        LaunchedTrainer start,
        String startFailure,
        boolean weights,
        double share,
        long unreadable,
        String trouble) {

    static final Observed NOTHING = new Observed(RunState.EMPTY, true, 0, null, "", false, 0, 0, "");

    /** Whether the log has been read up to its present end. */
    public boolean isWhole() {
        return share >= 1;
    }

    /** What the run is doing. */
    public Status status(long nowMs) {
        if (start != null) {
            return Status.LOADING;
        }
        // Halfway through an old log, the moment shown is that of its last event.
        return isWhole() ? Status.of(state, live, nowMs) : Status.of(state, true, state.lastMs());
    }
}
