package io.traindeck.cli.trainer;

import io.traindeck.event.Dial;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunTask;
import io.traindeck.state.RunState;
import io.traindeck.train.CheckpointException;
import io.traindeck.train.TrainingSetup;
import io.traindeck.train.TurnsOnRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds where a run goes on: at its last checkpoint. If it has none, its log tells whether it ever had one. */
final class ResumePoint {
    private ResumePoint() {}

    /**
     * Returns where a run that no trainer works on goes on. Changes nothing.
     *
     * @param training the training as run.json has it. A branch that died before its log told its beginning begins with
     *     its first checkpoint if it has one already, else with the checkpoint of its parent that is kept for it
     * @param changes the dials that are turned first
     * @return empty if the run died before its log told its beginning: it has nothing to go on with, and starts
     * @throws CheckpointException if the run is done; or has diverged, and would diverge again; or its checkpoint is
     *     lost: if it then began anew, another history would take the place of its own
     */
    static Optional<TrainingSetup.Resume> last(RunFolder run, RunTask.Training training, Map<Dial, String> changes)
            throws CheckpointException {
        TurnsOnRecord turns = new TurnsOnRecord();
        RunState history = history(run, turns);
        if (history.isDiverged() && changes.isEmpty()) {
            throw CheckpointException.diverged(
                    run.name(), history.end().orElseThrow().message());
        }
        TrainEvent.Parent parent = training.parent();
        boolean begun = hasBegun(history);
        boolean begins = parent != null && !begun;
        Path last = run.checkpoints().resolve("last.safetensors");
        // A checkpoint that cannot be looked at is not missing: the code that reads it says why it cannot be read.
        if (!Files.notExists(last)) {
            return Optional.of(
                    new TrainingSetup.Resume(Optional.of(last), changes, begins ? parent.run() : null, turns.turns()));
        }
        BranchBegin beginning = new BranchBegin(run);
        if (begins && beginning.isKept()) {
            return Optional.of(beginning.again(training, changes));
        }
        if (!begun && parent == null && !history.journal().hasCheckpoint()) {
            return Optional.empty();
        }
        requireLeft(run.name(), history.end());
        if (history.journal().hasCheckpoint() || parent != null) {
            throw new CheckpointException("run " + run.name() + " has no checkpoint to go on from (" + last
                    + " is missing); train it anew under another --name");
        }
        return Optional.of(new TrainingSetup.Resume(Optional.empty(), changes, null, turns.turns()));
    }

    /**
     * Returns how a run goes on from a checkpoint that a person has named.
     *
     * @throws CheckpointException if the run's log cannot be read
     */
    static TrainingSetup.Resume at(RunFolder run, Path checkpoint, Map<Dial, String> changes)
            throws CheckpointException {
        TurnsOnRecord turns = new TurnsOnRecord();
        history(run, turns);
        return new TrainingSetup.Resume(Optional.of(checkpoint), changes, null, turns.turns());
    }

    /**
     * Whether the log tells a beginning. A warning, or the line of a branch's first checkpoint, may stand before it, and
     * the trainer may have died in between: what goes on from there has yet to tell its plan and its parent. A log that
     * tells steps has begun, even if the line of its beginning is damaged.
     */
    private static boolean hasBegun(RunState history) {
        return history.isDescribed() || history.isMeasured();
    }

    private static RunState history(RunFolder run, TurnsOnRecord turns) throws CheckpointException {
        RunState[] state = {RunState.EMPTY};
        try (EventLogReader log = new EventLogReader(run.events())) {
            log.poll(event -> {
                state[0] = state[0].apply(event);
                turns.accept(event);
            });
        } catch (IOException e) {
            throw new CheckpointException("the log of run " + run.name() + " cannot be read: " + e.getMessage(), e);
        }
        return state[0];
    }

    private static void requireLeft(String run, Optional<RunEnded> end) throws CheckpointException {
        if (end.isPresent()) {
            EndReason reason = end.get().reason();
            if (reason == EndReason.COMPLETED || reason == EndReason.EARLY_STOP) {
                throw CheckpointException.nothingLeft(
                        run, reason == EndReason.EARLY_STOP, end.get().step());
            }
        }
    }
}
