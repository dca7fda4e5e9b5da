package io.traindeck.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The user's own files, where the XDG base directory specification puts them. */
public final class UserFolders {
    private static final String OURS = "traindeck";

    private final Map<String, String> env;

    /** @param env the environment variables */
    public UserFolders(Map<String, String> env) {
        this.env = env;
    }

    /** The folder of the user's themes, which need not exist. */
    public Path themes() {
        return config().resolve("themes");
    }

    /** The file of the commands typed in earlier sessions; empty if no folder for it can be made. */
    public Optional<Path> history() {
        Path folder = base("XDG_STATE_HOME", ".local/state").resolve(OURS);
        try {
            return Optional.of(Files.createDirectories(folder).resolve("history"));
        } catch (IOException e) {
            // The home cannot be written to, so nothing is remembered.
            return Optional.empty();
        }
    }

    /** The file of the user's settings, which need not exist. */
    public Path settings() {
        return config().resolve("config.properties");
    }

    private Path config() {
        return base("XDG_CONFIG_HOME", ".config").resolve(OURS);
    }

    private Path base(String variable, String otherwise) {
        String set = env.getOrDefault(variable, "");
        // The specification wants a relative path ignored.
        return set.startsWith("/") ? Path.of(set) : Path.of(env.getOrDefault("HOME", "/"), otherwise);
    }
}
