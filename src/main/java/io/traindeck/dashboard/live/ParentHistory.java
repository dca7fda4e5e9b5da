package io.traindeck.dashboard.live;

import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.Ancestry;
import io.traindeck.run.Ancestry.Ancestor;
import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import java.io.IOException;

/** What a branch has in common with the runs that it comes from, whose folders stand beside its own. */
final class ParentHistory {
    private ParentHistory() {}

    /**
     * The parent up to the last step that both have in common; nothing if its log is gone, or cannot be read: then the
     * branch is shown alone.
     */
    static RunState of(RunFolder branch, RunStarted start) {
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
