package io.traindeck.cli.option;

import io.traindeck.remote.RemotePath;
import io.traindeck.text.IoReason;
import io.traindeck.text.Likeness;
import io.traindeck.text.PropertyLines;
import io.traindeck.text.PropertyLines.Line;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The user's settings, which hold if neither the command line nor the environment says otherwise. */
public final class Settings {
    private final Path file;
    private final Map<String, String> env;
    private final List<Line> lines = new ArrayList<>();

    /** The file of settings cannot be used; the message says where and why. */
    public static final class SettingsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SettingsException(String message) {
            super(message);
        }
    }

    private Settings(Path file, Map<String, String> env) {
        this.file = file;
        this.env = env;
    }

    /**
     * Reads the settings of this process's user.
     *
     * @throws SettingsException if anything in the file of settings is wrong
     */
    public static Settings ofUser() {
        return of(System.getenv());
    }

    /**
     * Reads the settings of a user with these environment variables.
     *
     * @throws SettingsException if anything in the file of settings is wrong
     */
    public static Settings of(Map<String, String> env) {
        Settings settings = new Settings(new UserFolders(env).settings(), env);
        try {
            for (Line line : PropertyLines.of(Files.readString(settings.file))) {
                settings.take(line);
            }
        } catch (NoSuchFileException e) {
            // The file need not exist.
        } catch (PropertyLines.WrongLineException e) {
            throw settings.refused(e.number(), e.getMessage());
        } catch (CharacterCodingException e) {
            throw new SettingsException(settings.shown() + ": not UTF-8 text");
        } catch (IOException e) {
            throw new SettingsException(settings.shown() + ": cannot be read: " + IoReason.of(e));
        }
        return settings;
    }

    private void take(Line line) {
        Setting setting = Setting.of(line.key()).orElseThrow(() -> refused(line.number(), unknown(line.key())));
        Optional<Line> before = lines(setting).findFirst();
        if (before.isPresent() && !setting.isList()) {
            throw refused(
                    line.number(), setting.key() + " is in line " + before.get().number() + " already");
        }
        setting.fault(line.value()).ifPresent(fault -> {
            throw refused(line.number(), fault + ", not \"" + Safe.forLine(line.value()) + "\"");
        });
        lines.add(line);
    }

    private static String unknown(String key) {
        String nearest = Stream.of(Setting.values())
                .map(Setting::key)
                .min(Comparator.comparingInt(known -> Likeness.distance(known, key)))
                .orElseThrow();
        return "no setting \"" + Safe.forLine(key) + "\"; did you mean " + nearest + "? They are: "
                + String.join(
                        ", ", Stream.of(Setting.values()).map(Setting::key).toList());
    }

    private Stream<Line> lines(Setting setting) {
        return lines.stream().filter(line -> line.key().equals(setting.key()));
    }

    /** The value of a setting; empty if it is not there. */
    public Optional<String> value(Setting setting) {
        return lines(setting).findFirst().map(Line::value);
    }

    /**
     * The folders of runs, which need not exist; may be empty.
     *
     * @throws SettingsException if one of them is something else than a folder
     */
    public List<Path> runs() {
        return lines(Setting.RUNS).map(this::folder).toList();
    }

    /** The folders of runs on other machines; may be empty. */
    List<RemotePath> hosts() {
        return lines(Setting.HOSTS)
                .flatMap(line -> RemotePath.of(line.value()).stream())
                .toList();
    }

    private Path folder(Line line) {
        String typed = line.value();
        String home = env.getOrDefault("HOME", "/");
        Path folder = Path.of(Setting.isInHome(typed) ? home + typed.substring(1) : typed);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw refused(line.number(), line.key() + " should be a folder, not \"" + Safe.forLine(typed) + "\"");
        }
        return folder;
    }

    /** Returns the refusal of a value that turned out to be wrong only when it was used. */
    public SettingsException refused(Setting setting, String reason) {
        return refused(lines(setting).findFirst().orElseThrow().number(), reason);
    }

    private SettingsException refused(int line, String reason) {
        return new SettingsException(shown() + ", line " + line + ": " + reason);
    }

    private String shown() {
        return Safe.forLine(file.toString());
    }
}
