package io.traindeck.cli.doctor;

import io.traindeck.cli.option.Setting;
import io.traindeck.cli.option.Settings;
import io.traindeck.cli.option.Settings.SettingsException;
import io.traindeck.cli.option.UserFolders;
import io.traindeck.dashboard.draw.ThemeChoice;
import io.traindeck.dashboard.draw.Themes;
import io.traindeck.terminal.ColorLevel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The user's settings: a wrong line is refused by every command that reads them. */
final class SettingsCheck {
    private static final String AREA = "files";
    private static final String NAME = "settings";

    private SettingsCheck() {}

    static List<Finding> findings(Site site) {
        Path file = new UserFolders(site.env()).settings();
        try {
            Settings settings = Settings.of(site.env());
            settings.runs();
            requireTheme(site, settings);
        } catch (SettingsException e) {
            return List.of(Finding.problem(
                    AREA, NAME, e.getMessage(), "Mend that, or take it out: no screen opens as long as it is there."));
        }
        return List.of(Finding.ok(AREA, NAME, Files.exists(file) ? file.toString() : "none, in " + file));
    }

    private static void requireTheme(Site site, Settings settings) {
        // A terminal without colours is drawn on without the theme of the settings.
        Optional<String> theme =
                ColorLevel.of(site.env()) == ColorLevel.NONE ? Optional.empty() : settings.value(Setting.THEME);
        Themes all = new Themes(List.of(new UserFolders(site.env()).themes()));
        theme.flatMap(name -> new ThemeChoice(all, name, Themes.DEFAULT).trouble())
                .ifPresent(trouble -> {
                    throw settings.refused(Setting.THEME, trouble);
                });
    }

    /** Returns whether the settings ask for ASCII characters alone; a file that is wrong asks for nothing. */
    static boolean isAscii(Site site) {
        try {
            return Settings.of(site.env())
                    .value(Setting.ASCII)
                    .map(Boolean::valueOf)
                    .orElse(false);
        } catch (SettingsException e) {
            return false;
        }
    }
}
