package io.traindeck.cli.trainer;

import io.traindeck.cli.option.CliException;
import io.traindeck.run.RunFolder;
import io.traindeck.text.IoReason;
import io.traindeck.train.CheckpointException;
import io.traindeck.train.SavedPoint;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
     * Keeps the checkpoint, by another name of the same file where the disk can do that.
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
            Files.copy(original, file); // Of another disk, or of one without links.
        }
    }

    /** The checkpoint to begin from: of a branch the one that was kept, if it was. */
    Optional<Path> from(TrainerMode mode) {
        return mode.parent() != null && Files.exists(file) ? Optional.of(file) : mode.from();
    }

    /** The refusal of what was kept, under the name that a person knows. */
    CheckpointException named(CheckpointException refusal, TrainerMode mode) {
        return mode.from().map(original -> named(refusal, original)).orElse(refusal);
    }

    private CheckpointException named(CheckpointException refusal, Path original) {
        String message = refusal.getMessage().replace(file.toString(), original.toString());
        return new CheckpointException(message, refusal);
    }

    /** The branch has a checkpoint of its own. */
    void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It stays, and does no harm but take room.
        }
    }
}
