package io.traindeck.comparison;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.Ancestry;
import io.traindeck.run.Ancestry.Ancestor;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import java.io.IOException;

/** Reads the history that a branch shares with the runs that it comes from, whose folders stand beside its own. */
public final class ParentHistory {
    private ParentHistory() {}

    /**
     * Returns the state before the next event of a run. Before the start of a branch this is the state of its parent up
     * to the last step that both share, else {@code state}. If the parent's log is gone or cannot be read, the branch
     * is shown alone.
     */
    public static RunState before(TrainEvent next, LoggedRun run, RunState state) {
        return next instanceof RunStarted start && start.parent() != null
                ? run.folder().map(folder -> of(folder, start)).orElse(state)
                : state;
    }

    private static RunState of(RunFolder branch, RunStarted start) {
        RunState[] state = {RunState.EMPTY};
        try {
            for (Ancestor ancestor : Ancestry.of(branch, start).ancestors()) {
                ancestor.read(event -> state[0] = state[0].apply(event));
            }
            return state[0];
        } catch (IOException e) {
            return RunState.EMPTY;
        }
    }
}
