package io.traindeck.dashboard.draw;

import io.traindeck.text.Safe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The themes there are: those that come with traindeck, and a user's own in folders of {@code NAME.properties}. */
public final class Themes {
    /** The theme that is taken if the terminal has colours and nobody asks for another. */
    public static final String DEFAULT = "dark";

    private static final List<String> BUILT_IN =
            List.of(DEFAULT, "light", "terminal", "high-contrast", "okabe-ito", "solarized", "mono");
    private static final String SUFFIX = ".properties";

    private final List<Path> folders;

    /** @param folders where a user's own themes are; an earlier folder wins, and all win over what is built in */
    public Themes(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** The names of all themes, in the order in which {@code t} cycles. */
    public List<String> names() {
        List<String> names = new ArrayList<>(BUILT_IN);
        TreeSet<String> own = new TreeSet<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(SUFFIX))
                        .forEach(file -> own.add(file.substring(0, file.length() - SUFFIX.length())));
            } catch (IOException | UncheckedIOException e) {
                // A folder that is not there holds no themes; of one that cannot be read to its end, some are known.
                continue;
            }
        }
        own.removeAll(BUILT_IN);
        names.addAll(own);
        return names;
    }

    /** The name after that one; after the last comes the first. */
    public String next(String name) {
        List<String> names = names();
        return names.get((names.indexOf(name) + 1) % names.size());
    }

    /**
     * The theme of that name, or in the file of that name if it ends with {@code .properties}.
     *
     * @throws ThemeException if there is none, or it cannot be used; the message says file, line and reason
     */
    public Theme load(String name) throws ThemeException {
        if (name.endsWith(SUFFIX)) {
            Path file = file(name);
            String fileName = file.getFileName().toString();
            return ThemeFile.parse(fileName.substring(0, fileName.length() - SUFFIX.length()), name, read(file));
        }
        if (names().contains(name)) {
            for (Path folder : folders) {
                Path file = folder.resolve(name + SUFFIX);
                if (Files.exists(file)) {
                    return ThemeFile.parse(name, file.toString(), read(file));
                }
            }
            return builtIn(name);
        }
        throw new ThemeException("no theme \"" + Safe.forCells(name) + "\"; there are " + String.join(", ", names()));
    }

    private static Path file(String name) throws ThemeException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new ThemeException("no theme \"" + Safe.forCells(name) + "\": no file can have that name here");
        }
    }

    /** A theme that comes with traindeck, whatever the user has under its name. */
    static Theme builtIn(String name) throws ThemeException {
        String resource = "/themes/" + name + SUFFIX;
        try (InputStream in = Themes.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ThemeException(resource + " is missing from the program");
            }
            return ThemeFile.parse(name, resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ThemeException(resource + ": " + e.getMessage());
        }
    }

    private static String read(Path file) throws ThemeException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new ThemeException(file + ": not UTF-8 text");
        } catch (IOException e) {
            throw new ThemeException(file + ": cannot be read");
        }
    }
}
