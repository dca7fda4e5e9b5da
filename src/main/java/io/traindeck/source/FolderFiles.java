package io.traindeck.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Finds the files of one run below a folder; their paths are names. */
final class FolderFiles {
    /** The number of parts that such a name may have. */
    private static final int MOST_DEPTH = 8;

    private FolderFiles() {}

    /**
     * Returns the files below {@code folder} that {@code wanted} takes, in the order of their names; none if the folder
     * is not there.
     *
     * @throws IOException if {@code folder} is there but cannot be read
     */
    static List<Path> below(Path folder, Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return FolderWalk.of(folder, MOST_DEPTH).files().stream()
                .map(FolderWalk.Entry::path)
                .filter(wanted)
                .sorted()
                .toList();
    }

    /** Returns the path of {@code file} as seen from {@code folder}, with {@code /} between its parts. */
    static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    /** Returns whether a file or folder whose name matches {@code glob} lies right in {@code folder}. */
    static boolean holds(Path folder, String glob) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            return found.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }
}
