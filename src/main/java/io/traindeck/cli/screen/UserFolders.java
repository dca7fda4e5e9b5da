package io.traindeck.cli.screen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The user's own files, where the XDG base directory specification puts them. */
final class UserFolders {
    private static final String OURS = "traindeck";

    private final Map<String, String> env;

    /** @param env the environment variables */
    UserFolders(Map<String, String> env) {
        this.env = env;
    }

    /** The user's themes; need not exist. */
    Path themes() {
        return base("XDG_CONFIG_HOME", ".config").resolve(OURS).resolve("themes");
    }

    /** The commands typed in earlier sessions; empty where no folder for it can be made. */
    Optional<Path> history() {
        Path folder = base("XDG_STATE_HOME", ".local/state").resolve(OURS);
        try {
            return Optional.of(Files.createDirectories(folder).resolve("history"));
        } catch (IOException e) {
            return Optional.empty(); // A home that cannot be written to: then nothing is remembered.
        }
    }

    private Path base(String variable, String otherwise) {
        String set = env.getOrDefault(variable, "");
        // The specification wants a relative path ignored.
        return set.startsWith("/") ? Path.of(set) : Path.of(env.getOrDefault("HOME", "/"), otherwise);
    }
}
