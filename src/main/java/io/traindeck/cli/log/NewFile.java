package io.traindeck.cli.log;

import io.traindeck.cli.option.CliException;
import io.traindeck.text.Safe;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file or a folder that is made under another name and gets its own when it is whole, so that nobody finds half of
 * it.
 */
final class NewFile implements Closeable {
    private final Path path;
    private final Path half;

    /**
     * Checks the name, and makes nothing yet.
     *
     * @throws CliException if there is something of that name
     */
    NewFile(Path path) throws CliException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new CliException(
                    Safe.forLine(path.toString()) + " exists already; remove it, or choose another name");
        }
        this.path = path;
        half = path.resolveSibling(
                "." + path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }

    /** Returns the path under which it is to be made. */
    Path half() {
        return half;
    }

    /** Gives it its own name, now that it is whole. */
    void finish() throws IOException {
        Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the file or folder if it is not whole. */
    @Override
    public void close() throws IOException {
        if (Files.isDirectory(half, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(half)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        Files.deleteIfExists(half);
    }
}
