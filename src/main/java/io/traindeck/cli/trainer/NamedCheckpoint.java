package io.traindeck.cli.trainer;

import io.traindeck.cli.option.CliException;
import io.traindeck.run.RunFolder;
import io.traindeck.text.Safe;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the checkpoint that a person names: by a path, or by its name in the folder of a run's checkpoints. */
public final class NamedCheckpoint {
    private NamedCheckpoint() {}

    /**
     * Returns the file, as an absolute path or in the run's folder.
     *
     * @throws CliException if a relative path leads to no file in either place
     */
    public static Path in(RunFolder run, Path named) throws CliException {
        Path inRun = run.checkpoints().resolve(named);
        Path there = named.toAbsolutePath();
        if (!named.isAbsolute() && Files.notExists(inRun) && Files.notExists(there)) {
            throw new CliException(Safe.forLine(
                    "there is no checkpoint " + named + ": neither " + there + " nor, of the run, " + inRun));
        }
        return Files.exists(inRun) ? inRun : there;
    }
}
