package io.traindeck.cli.slurm;

import io.traindeck.text.Shell;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The rules for a command line with {@code --slurm}, and for one without it. */
public final class SlurmUsage {
    private SlurmUsage() {}

    /**
     * Refuses options for Slurm on a command line without {@code --slurm}.
     *
     * @param options the options of sbatch
     * @throws ParameterException if there is one, naming it
     */
    public static void requireGiven(CommandSpec command, boolean given, boolean dryRun, List<String> options) {
        if (given) {
            return;
        }
        if (dryRun) {
            throw usage(command, "--dry-run is for --slurm");
        }
        if (!options.isEmpty()) {
            String first = "'" + options.get(0) + "'";
            // A person who types a word without a dash hardly thinks of sbatch.
            throw usage(
                    command,
                    options.get(0).startsWith("-")
                            ? first + " is for --slurm"
                            : command.commandLine().getCommandName() + " takes options alone, not " + first);
        }
    }

    /**
     * Makes sure that a name can be that of a job and of its script.
     *
     * @throws ParameterException if it cannot
     */
    public static void requirePlain(CommandSpec command, String name) {
        if (!Shell.isPlain(name)) {
            throw usage(
                    command, "with --slurm, --name must do without blanks and signs that mean something to a shell");
        }
    }

    private static ParameterException usage(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
