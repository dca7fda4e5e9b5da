package io.traindeck.cli;

import io.traindeck.terminal.TerminalFeatures;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the screen looks. */
final class ScreenOptions {
    @Option(
            names = "--theme",
            paramLabel = "NAME",
            description = "dark, light, high-contrast, okabe-ito, solarized, mono, or one of your own in"
                    + " ~/.config/traindeck/themes.")
    private String theme;

    @Option(names = "--ascii", description = "Draw with ASCII characters alone.")
    private boolean ascii;

    Optional<String> theme() {
        return Optional.ofNullable(theme);
    }

    TerminalFeatures features() {
        return TerminalFeatures.of(System.getenv(), ascii);
    }
}
