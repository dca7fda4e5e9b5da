package io.traindeck.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes commands of this program as a person types them into the shell that started it. */
public final class Typed {
    /** The variable in which the launcher tells its path. */
    public static final String LAUNCHER = "TRAINDECK_LAUNCHER";

    private static final String NAME = "traindeck";

    private Typed() {}

    /**
     * Returns a command with its arguments.
     *
     * @param words the words after the program's name; they are quoted if they would mean something else to a shell
     */
    public static String command(String... words) {
        String program = program(System.getenv(), Path.of(""));
        return Stream.concat(Stream.of(program), Stream.of(words))
                .map(Shell::quoted)
                .collect(Collectors.joining(" "));
    }

    /**
     * Returns the word that starts this program: its name if the shell finds it by that, else the path of its launcher.
     *
     * @param env the environment variables
     * @param here the present folder of the shell
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

    /** Returns whether the first program on the path with the name of this program is this one. */
    private static boolean isOnPath(String path, Path launcher) {
        Optional<Path> found = SearchPath.find(path, NAME);
        try {
            return found.isPresent() && Files.isSameFile(found.get(), launcher);
        } catch (IOException e) {
            return false; // The launcher was moved since it was started.
        }
    }
}
