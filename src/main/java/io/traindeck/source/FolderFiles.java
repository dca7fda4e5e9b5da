package io.traindeck.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The files of one run below a folder, whose paths are names. */
final class FolderFiles {
    /** Parts that such a name may have. */
    private static final int MOST_DEPTH = 8;

    private FolderFiles() {}

    /**
     * The files below {@code folder} that {@code wanted} takes, in the order of their names; none if it is not there.
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

    /** {@code file} as seen from {@code folder}, with {@code /} between its parts. */
    static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    /** Whether a file or folder of such a name lies right in {@code folder}. */
    static boolean holds(Path folder, String glob) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            return found.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }
}
