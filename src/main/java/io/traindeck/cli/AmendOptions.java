package io.traindeck.cli;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.DataChoice;
import io.traindeck.cli.trainer.Amended;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command that goes on from a checkpoint, for what run.json is to say otherwise from there on. */
final class AmendOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the images lie by now, if they were moved; they must be the same ones.")
    private Path dataDir;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Keep the newest N of the checkpoints that --checkpoint-every makes from now on; 0: the last"
                    + " one alone.")
    private Integer keep;

    /**
     * Returns what was given.
     *
     * @param run the run whose checkpoint it is
     * @throws RunException if something was given and another's program trains the run: only our own trainer has images
     *     and a ring of checkpoints
     */
    Amended of(RunFolder run) throws CliException, RunException {
        if (keep != null && keep < 0) {
            throw new ParameterException(spec.commandLine(), "--keep must be 0 (none) or more, not " + keep);
        }
        if (dataDir != null || keep != null) {
            RunTask.Images images = RunJson.read(run.runJson()).training().images();
            if (dataDir != null && DataChoice.of(images, run.runJson()).name() == DataChoice.Name.SHAPES) {
                throw new ParameterException(
                        spec.commandLine(), "--data-dir is of no use: shapes are drawn, and lie in no folder");
            }
        }
        return new Amended(Optional.ofNullable(dataDir), keep == null ? OptionalInt.empty() : OptionalInt.of(keep));
    }
}
