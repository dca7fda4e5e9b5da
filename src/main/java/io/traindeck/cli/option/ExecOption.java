package io.traindeck.cli.option;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names a command which is started when something happens to a run. */
public final class ExecOption {
    @Option(
            names = "--exec",
            paramLabel = "CMD",
            description =
                    "Start CMD (by sh -c) when the run ends, fails, stalls, or a warning is raised, also with nobody"
                            + " attached; TRAINDECK_EVENT, TRAINDECK_MESSAGE and others in its environment tell what has"
                            + " happened.")
    private String command;

    /** The command of the option or, without it, of the settings; empty if there is none. */
    public Optional<String> command() {
        return command == null ? usual() : given(command);
    }

    /** The words by which another command gets the same option; empty if it was not given. */
    public List<String> words() {
        return command == null ? List.of() : List.of("--exec", command);
    }

    /** The command of the settings; empty if there is none. */
    public static Optional<String> usual() {
        return Settings.ofUser().value(Setting.EXEC);
    }

    private static Optional<String> given(String typed) {
        return Optional.of(typed).filter(words -> !words.isBlank());
    }
}
