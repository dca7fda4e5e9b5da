package io.traindeck.dashboard.live;

import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import java.io.IOException;
import java.nio.file.Files;

/** What a branch has in common with its parent, whose folder stands beside its own. */
final class ParentHistory {
    private ParentHistory() {}

    /** The parent up to the last step that both have in common; empty if its log is gone, or cannot be read. */
    static RunState of(RunFolder branch, Parent parent) {
        try {
            RunFolder.requireName(parent.run());
            RunFolder folder = new RunFolder(branch.path().toAbsolutePath().resolveSibling(parent.run()));
            if (folder.isSameAs(branch) || !Files.isRegularFile(folder.events())) {
                return RunState.EMPTY;
            }
            RunState[] state = {RunState.EMPTY};
            try (EventLogReader log = new EventLogReader(folder.events())) {
                log.poll(event -> state[0] = state[0].apply(event));
            }
            // As if it had been taken up again there: later steps are dropped.
            return state[0].apply(new RunResumed(0, parent.step(), Integer.MAX_VALUE, ""));
        } catch (RunException | IOException e) {
            // Without it the branch is shown alone.
            return RunState.EMPTY;
        }
    }
}
