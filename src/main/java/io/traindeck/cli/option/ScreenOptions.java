package io.traindeck.cli.option;

import io.traindeck.terminal.Notifications;
import io.traindeck.terminal.TerminalFeatures;
import java.util.List;
import java.util.Locale;
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
    private static final String NOTIFICATIONS = "--notifications";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = THEME,
            paramLabel = "NAME",
            completionCandidates = ThemeNames.class,
            description = {
                "dark, light, terminal (its own colours), high-contrast,",
                "okabe-ito, solarized, mono, or one of your own in",
                "~/.config/traindeck/themes."
            })
    private String theme;

    @Option(names = ASCII, description = "Draw with ASCII characters alone.")
    private Boolean ascii;

    @Option(
            names = NOTIFICATIONS,
            paramLabel = "HOW",
            description = "How you are called when a run ends, fails, stalls, or a warning is raised: on (by bell and"
                    + " desktop message), bell, or off.")
    private Notifications notifications;

    public Optional<String> theme() {
        return InheritedOption.value(spec, THEME);
    }

    public TerminalFeatures features() {
        return features(spec);
    }

    /** The terminal's features for a command that prints, and that has only {@link #ASCII} of these options. */
    public static TerminalFeatures features(CommandSpec command) {
        boolean ascii = InheritedOption.<Boolean>value(command, ASCII).orElseGet(() -> Settings.ofUser()
                .value(Setting.ASCII)
                .map(Boolean::valueOf)
                .orElse(false));
        return TerminalFeatures.of(System.getenv(), ascii);
    }

    /** Returns how to call a person who looks elsewhere. */
    public Notifications notifications() {
        return InheritedOption.<Notifications>value(spec, NOTIFICATIONS)
                .or(() -> Settings.ofUser()
                        .value(Setting.NOTIFICATIONS)
                        .map(word -> Notifications.valueOf(word.toUpperCase(Locale.ROOT))))
                .orElse(Notifications.ON);
    }

    /** @throws ParameterException if one of these stands before a command that does not take it */
    public static void requireEffect(ParseResult parsed) {
        if (!parsed.hasSubcommand()) {
            return;
        }
        CommandSpec command = parsed.subcommand().commandSpec();
        for (String name : List.of(THEME, ASCII, NOTIFICATIONS)) {
            if (parsed.hasMatchedOption(name) && command.findOption(name) == null) {
                throw new ParameterException(
                        command.commandLine(), name + " does nothing for " + command.name() + "; leave it out");
            }
        }
    }
}
