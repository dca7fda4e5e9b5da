package io.traindeck.cli.trainer;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.DialsJson;
import io.traindeck.event.Dial;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunTask;
import io.traindeck.text.IoReason;
import io.traindeck.train.CheckpointException;
import io.traindeck.train.SavedPoint;
import io.traindeck.train.TrainingSetup;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The checkpoint that a branch begins with, kept in its folder until the branch has its own. The parent may train on: it
 * throws away old checkpoints and writes the last one anew, while the trainer of the branch is still starting.
 */
final class BranchBegin {
    private final RunFolder branch;
    private final Path file;

    BranchBegin(RunFolder branch) {
        this.branch = branch;
        file = branch.beginning();
    }

    /**
     * Keeps the checkpoint, by another name of the same file if the disk can do that.
     *
     * @return false if it has been thrown away or replaced since it was found
     */
    boolean keep(SavedPoint point) throws CliException {
        try {
            link(point.file());
            return SavedPoint.read(file).step() == point.step();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new CliException(
                    "cannot keep the checkpoint " + point.file() + " for " + branch.path() + ": " + IoReason.of(e), e);
        } catch (CheckpointException e) {
            throw new CliException(named(e, point.file()).getMessage(), e);
        }
    }

    private void link(Path original) throws IOException {
        try {
            Files.createLink(file, original.toRealPath());
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(original, file); // It is on another disk, or on one without links.
        }
    }

    /** Returns the checkpoint to begin from: for a branch the one that was kept, if one was. */
    Optional<Path> from(TrainerMode mode) {
        return mode.parent() != null && isKept() ? Optional.of(file) : mode.from();
    }

    /** Whether a checkpoint is kept. */
    boolean isKept() {
        return Files.exists(file);
    }

    /**
     * Returns how a branch begins whose first trainer ended before its first event: with the dials that run.json has
     * for it.
     *
     * @param changes further dials that are turned
     */
    TrainingSetup.Resume again(RunTask.Training training, Map<Dial, String> changes) throws CheckpointException {
        Map<Dial, String> turned = DialsJson.changes(SavedPoint.read(file).dials(), training.dials());
        turned.putAll(changes);
        return new TrainingSetup.Resume(
                Optional.of(file), turned, training.parent().run());
    }

    /** Returns the refusal of a checkpoint, under the name that a person knows, with what to do. */
    CheckpointException named(CheckpointException refusal, TrainerMode mode) {
        CheckpointException named =
                mode.from().map(original -> named(refusal, original)).orElse(refusal);
        return refusal.isOfFile()
                ? new CheckpointException(named.getMessage() + "; name another one with --from", named)
                : named;
    }

    private CheckpointException named(CheckpointException refusal, Path original) {
        String message = refusal.getMessage().replace(file.toString(), original.toString());
        return new CheckpointException(message, refusal);
    }

    /** Removes what was kept, once the branch has a checkpoint of its own. */
    void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The file stays, which takes room and does no other harm.
        }
    }
}
