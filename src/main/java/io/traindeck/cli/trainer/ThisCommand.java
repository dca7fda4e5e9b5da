package io.traindeck.cli.trainer;

import io.traindeck.text.Shell;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command that started this process, to be started once more. */
public final class ThisCommand {
    private final List<String> arguments;

    /** @param spec of any command on the command line */
    public ThisCommand(CommandSpec spec) {
        arguments = spec.root().commandLine().getParseResult().originalArgs();
    }

    /** The arguments without {@code option}, which has no value. */
    public List<String> without(String option) {
        return arguments.stream()
                .filter(argument -> !argument.equals(option) && !argument.startsWith(option + "="))
                .toList();
    }

    /** The command as a user types it into a shell. */
    public String text() {
        return arguments.stream().map(Shell::quoted).collect(Collectors.joining(" ", "traindeck ", ""));
    }
}
