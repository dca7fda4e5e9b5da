package io.traindeck.cli.option;

import io.traindeck.remote.RemotePath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one table of settings: the lines that the file of settings may have, each with its twin on the command line,
 * which wins.
 */
public enum Setting {
    THEME("--theme NAME", "dark", "the theme of the screen"),
    ASCII("--ascii", "true", List.of("true", "false"), "whether to draw with ASCII characters alone"),
    NOTIFICATIONS(
            "--notifications on|bell|off",
            "bell",
            List.of("on", "bell", "off"),
            "how you are called when a run ends, fails, stalls, or a warning is raised, while its screen is open:"
                    + " by bell and desktop message, by the bell, or not at all"),
    EXEC(
            "--exec CMD",
            "ntfy publish train \"$TRAINDECK_MESSAGE\"",
            "the command, for sh -c, that a trainer starts when its run ends, fails, stalls, or a warning is raised"),
    RUNS("--runs DIR", "~/runs", "the folder of runs; $TRAINDECK_RUNS wins over it; several lines for several folders"),
    HOSTS(
            "HOST:DIR",
            "gpu2:runs",
            "folders of runs on other machines, which traindeck without a command lists too, and traindeck runs does"
                    + " not; several lines for several");

    /** A variable as a shell would replace it. */
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z_{]");

    private final String twin;
    private final String example;
    private final List<String> words;
    private final String meaning;

    Setting(String twin, String example, String meaning) {
        this(twin, example, List.of(), meaning);
    }

    Setting(String twin, String example, List<String> words, String meaning) {
        this.twin = twin;
        this.example = example;
        this.words = words;
        this.meaning = meaning;
    }

    /** The setting of that key; empty if there is none. */
    static Optional<Setting> of(String key) {
        return List.of(values()).stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    /** Its name in the file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The option that does the same. */
    public String twin() {
        return twin;
    }

    /** A value that it may have. */
    public String example() {
        return example;
    }

    /** The meaning of the setting, as the end of a sentence. */
    public String meaning() {
        return meaning;
    }

    /** Whether it may stand in the file more than once. */
    boolean isList() {
        return this == RUNS || this == HOSTS;
    }

    private static boolean isPath(String value) {
        try {
            Path.of(value);
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether a path begins in the user's home, as a shell would read it. */
    static boolean isInHome(String path) {
        return path.equals("~") || path.startsWith("~/");
    }

    /** Says what a shell would put another path for, and this program does not; empty for nothing. */
    private static Optional<String> unread(String path) {
        if (path.startsWith("~") && !isInHome(path)) {
            return Optional.of("the path of that home");
        }
        return VARIABLE.matcher(path).find() ? Optional.of("~ or the whole path for a variable") : Optional.empty();
    }

    /** The fault of a value; empty if there is none. */
    Optional<String> fault(String value) {
        if (value.isEmpty()) {
            return Optional.of(key() + " has no value");
        }
        if (this == RUNS && !isPath(value)) {
            return Optional.of(key() + " should be a path");
        }
        if (this == RUNS && unread(value).isPresent()) {
            return Optional.of(key() + " should have " + unread(value).get());
        }
        if (this == HOSTS && RemotePath.of(value).isEmpty()) {
            return Optional.of(key() + " should be HOST:DIR");
        }
        return words.isEmpty() || words.contains(value)
                ? Optional.empty()
                : Optional.of(key() + " should be one of " + String.join(", ", words));
    }
}
