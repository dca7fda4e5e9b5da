package io.traindeck.cli.trainer;

import io.traindeck.event.Dial;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.train.CheckpointException;
import io.traindeck.train.TrainingSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds where a run goes on. If it has no checkpoint, its log tells whether it ever had one. */
final class ResumePoint implements Consumer<TrainEvent> {
    private boolean saved;
    private Optional<TrainEvent.RunEnded> ended = Optional.empty();

    private ResumePoint() {}

    /**
     * Where a run that no trainer works at goes on. Changes nothing.
     *
     * @param parent of a branch; null if the run is none. A branch that died before its first event, and has its first
     *     checkpoint already, begins with that
     * @param changes the dials that are turned first
     * @return empty if the run died before its first event: it has nothing to go on with, and starts
     * @throws CheckpointException if the run is done, or its checkpoint is lost: if it then began anew, another history
     *     would take the place of its own
     */
    static Optional<TrainingSetup.Resume> last(RunFolder run, TrainEvent.Parent parent, Map<Dial, String> changes)
            throws CheckpointException {
        Path last = run.checkpoints().resolve("last.safetensors");
        // A checkpoint that cannot be looked at is not missing: whoever reads it says why it cannot be read.
        if (!Files.notExists(last)) {
            boolean begins = parent != null && isEmpty(run.events());
            return Optional.of(
                    new TrainingSetup.Resume(Optional.of(last), changes, begins ? parent.run() : null));
        }
        ResumePoint history = new ResumePoint();
        try (EventLogReader log = new EventLogReader(run.events())) {
            if (log.poll(history) == 0 && parent == null) {
                return Optional.empty();
            }
        } catch (IOException e) {
            // The log is about to be opened for writing, and that says what is wrong with it.
        }
        history.requireLeft(run.name());
        if (history.saved || parent != null) {
            throw new CheckpointException("run " + run.name() + " has no checkpoint to go on from (" + last
                    + " is missing); train it anew under another --name");
        }
        return Optional.of(new TrainingSetup.Resume(Optional.empty(), changes, null));
    }

    private static boolean isEmpty(Path log) {
        try {
            return Files.notExists(log) || Files.size(log) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void requireLeft(String run) throws CheckpointException {
        if (ended.isPresent()) {
            EndReason reason = ended.get().reason();
            if (reason == EndReason.COMPLETED || reason == EndReason.EARLY_STOP) {
                throw CheckpointException.nothingLeft(
                        run, reason == EndReason.EARLY_STOP, ended.get().step());
            }
        }
    }

    @Override
    public void accept(TrainEvent event) {
        if (event instanceof TrainEvent.RunStarted) {
            saved = false;
            ended = Optional.empty();
        } else if (event instanceof TrainEvent.RunResumed resumed) {
            saved = !resumed.file().isEmpty();
            ended = Optional.empty();
        } else if (event instanceof TrainEvent.Checkpoint checkpoint) {
            // The best weights of the first epoch are there before its checkpoint, and no run goes on from them.
            saved |= checkpoint.kind() != CheckpointKind.BEST;
        } else if (event instanceof TrainEvent.RunEnded end) {
            ended = Optional.of(end);
        }
    }
}
