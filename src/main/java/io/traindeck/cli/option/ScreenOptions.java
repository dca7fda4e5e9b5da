package io.traindeck.cli.option;

import io.traindeck.terminal.TerminalFeatures;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Options that say how the screen looks; they stand after a subcommand or before it. */
public final class ScreenOptions {
    public static final String ASCII = "--ascii";
    private static final String THEME = "--theme";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = THEME,
            paramLabel = "NAME",
            completionCandidates = ThemeNames.class,
            description = {
                "dark, light, high-contrast, okabe-ito, solarized,",
                "mono, or one of your own in",
                "~/.config/traindeck/themes."
            })
    private String theme;

    @Option(names = ASCII, description = "Draw with ASCII characters alone.")
    private Boolean ascii;

    public Optional<String> theme() {
        return InheritedOption.value(spec, THEME);
    }

    public TerminalFeatures features() {
        return features(spec);
    }

    /** The terminal's features for a command that prints, and that has only {@link #ASCII} of these options. */
    public static TerminalFeatures features(CommandSpec command) {
        return TerminalFeatures.of(
                System.getenv(), InheritedOption.<Boolean>value(command, ASCII).orElse(false));
    }

    /** @throws ParameterException if one of these stands before a command that does not take it */
    public static void requireEffect(ParseResult parsed) {
        if (!parsed.hasSubcommand()) {
            return;
        }
        CommandSpec command = parsed.subcommand().commandSpec();
        for (String name : List.of(THEME, ASCII)) {
            if (parsed.hasMatchedOption(name) && command.findOption(name) == null) {
                throw new ParameterException(
                        command.commandLine(), name + " does nothing for " + command.name() + "; leave it out");
            }
        }
    }
}
