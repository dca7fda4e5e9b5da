package io.traindeck.cli.trainer;

import io.traindeck.cli.option.CliException;
import io.traindeck.run.RunFolder;
import io.traindeck.text.IoReason;
import io.traindeck.train.CheckpointException;
import io.traindeck.train.SavedPoint;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** Keeps the checkpoint, by another name of the same file where the disk can do that. */
    void keep(SavedPoint point) throws CliException {
        try {
            link(point.file());
            if (SavedPoint.read(file).step() == point.step()) {
                return;
            }
        } catch (IOException e) {
            throw new CliException(
                    "cannot keep the checkpoint " + point.file() + " for " + branch.path() + ": " + IoReason.of(e), e);
        } catch (CheckpointException e) {
            throw new CliException(named(e, point.file()).getMessage(), e);
        }
        throw new CliException("the checkpoint " + point.file() + " was just replaced by a later one; try again");
    }

    private void link(Path original) throws IOException {
        try {
            Files.createLink(file, original.toRealPath());
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(original, file); // Of another disk, or of one without links.
        }
    }

    /** The file to read in place of {@code original}: the one that was kept, if it was. */
    Path instead(Path original) {
        return Files.exists(file) ? file : original;
    }

    /** The refusal of what was kept, under the name that a person knows. */
    CheckpointException named(CheckpointException refusal, Path original) {
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
