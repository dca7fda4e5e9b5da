package io.traindeck.cli.trainer;

import io.traindeck.text.Typed;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The command that started this process, to be started once more. */
public final class ThisCommand {
    private final List<String> arguments;

    /** @param spec the spec of any command on the command line */
    public ThisCommand(CommandSpec spec) {
        arguments = spec.root().commandLine().getParseResult().originalArgs();
    }

    /** Returns the arguments as they were typed. */
    public List<String> arguments() {
        return arguments;
    }

    /** Returns the command as a user types it into a shell. */
    public String text() {
        return Typed.command(arguments.toArray(String[]::new));
    }
}
