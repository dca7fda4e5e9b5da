package io.traindeck.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Writes the copies of files of other machines so that a reader of a copy sees a file that is replaced or grows, and
 * removes them.
 */
final class LocalCopy {
    private LocalCopy() {}

    /** Makes the file that becomes the copy. */
    interface Content {
        void write(Path fresh) throws IOException;
    }

    /** Makes the copy, and its folder, or replaces it as a whole: no reader sees a part of the new one. */
    static void replace(Path copy, Content content) throws IOException {
        Files.createDirectories(copy.getParent());
        Path fresh = copy.resolveSibling("." + copy.getFileName() + ".copy");
        content.write(fresh);
        Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Appends what the file has more than its copy.
     *
     * @param from the number of bytes of the file that the copy stands for
     * @param answer the answer to {@link ListingQuestions#more} for the bytes from there on
     * @return the number of bytes that were appended
     */
    static int append(Path copy, long from, byte[] answer) throws IOException {
        int before = ListingQuestions.before(from);
        int more = Math.max(0, answer.length - before);
        if (more > 0) {
            try (OutputStream out = Files.newOutputStream(copy, StandardOpenOption.APPEND)) {
                out.write(answer, before, more);
            }
        }
        return more;
    }

    /** Removes a folder of copies with all that is in it; what cannot be removed stays. */
    static void removeAll(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The system removes its temporary files in its own time.
        }
    }
}
