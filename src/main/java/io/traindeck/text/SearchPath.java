package io.traindeck.text;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs by their names alone. */
public final class SearchPath {
    private SearchPath() {}

    /**
     * Returns the program that a shell would start.
     *
     * @param path the value of the variable {@code PATH}; null if there is none
     * @param program the name of the program, without a slash
     * @return empty if none of the folders has such a program
     */
    public static Optional<Path> find(String path, String program) {
        return Stream.ofNullable(path)
                .flatMap(folders -> Stream.of(folders.split(File.pathSeparator)))
                .flatMap(folder -> file(folder, program).stream())
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    private static Optional<Path> file(String folder, String program) {
        try {
            return Optional.of(Path.of(folder, program));
        } catch (InvalidPathException e) {
            return Optional.empty(); // Nothing that a shell could start.
        }
    }
}
