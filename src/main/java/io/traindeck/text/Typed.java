package io.traindeck.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands of this program as a person types them into the shell that started it. */
public final class Typed {
    /** The variable in which the launcher tells where it lies. */
    public static final String LAUNCHER = "TRAINDECK_LAUNCHER";

    private static final String NAME = "traindeck";

    private Typed() {}

    /**
     * A command with its arguments.
     *
     * @param words after the program's name; one that a shell would take for something else is put in quotes
     */
    public static String command(String... words) {
        String program = program(System.getenv(), Path.of(""));
        return Stream.concat(Stream.of(program), Stream.of(words))
                .map(Shell::quoted)
                .collect(Collectors.joining(" "));
    }

    /**
     * The word that starts this program: its name where the shell finds it by that, else the path of its launcher.
     *
     * @param env the environment variables
     * @param here the folder that the shell is in
     */
    static String program(Map<String, String> env, Path here) {
        String launcher = env.getOrDefault(LAUNCHER, "");
        if (launcher.isEmpty() || isOnPath(env.getOrDefault("PATH", ""), Path.of(launcher))) {
            return NAME;
        }
        Path inside = here.toAbsolutePath().normalize();
        Path path = Path.of(launcher).normalize();
        return path.startsWith(inside) ? "./" + inside.relativize(path) : launcher;
    }

    /** Whether the first program of our name on the path is this one. */
    private static boolean isOnPath(String path, Path launcher) {
        Optional<Path> found = SearchPath.find(path, NAME);
        try {
            return found.isPresent() && Files.isSameFile(found.get(), launcher);
        } catch (IOException e) {
            return false; // The launcher was moved since it was started.
        }
    }
}
