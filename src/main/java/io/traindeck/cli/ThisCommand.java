package io.traindeck.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command that started this process, to be started once more. */
final class ThisCommand {
    /** What no shell takes for anything else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=+%@-]+");

    private final List<String> arguments;

    /** @param spec of any command on the command line */
    ThisCommand(CommandSpec spec) {
        arguments = spec.root().commandLine().getParseResult().originalArgs();
    }

    /** Its arguments without an option that has no value. */
    List<String> without(String option) {
        return arguments.stream()
                .filter(argument -> !argument.equals(option) && !argument.startsWith(option + "="))
                .toList();
    }

    /** As a user types it into a shell. */
    String text() {
        return arguments.stream().map(ThisCommand::quoted).collect(Collectors.joining(" ", "traindeck ", ""));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
