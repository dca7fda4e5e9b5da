package io.traindeck.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Files that are there whole or not at all, whatever happens, power loss included. */
final class DurableFile {
    /** The text before a file's name while it is written; {@link #TEMPORARY} is the text after it. */
    private static final String BEFORE = ".";

    private static final String TEMPORARY = ".tmp";

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private DurableFile() {}

    /**
     * Writes {@code file} or leaves the old one: a temporary sibling is written, fsynced and renamed, the directory is
     * fsynced.
     *
     * @param beforeRename is run before the file gets its name, once its bytes are safe
     */
    static void replace(Path file, List<ByteBuffer> parts, Runnable beforeRename) throws IOException {
        Content content = channel -> {
            for (ByteBuffer part : parts) {
                ByteBuffer rest = part.duplicate();
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
        };
        replace(file, content, beforeRename);
    }

    /** Writes what a file is to hold. */
    @FunctionalInterface
    private interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    private static void replace(Path file, Content content, Runnable beforeRename) throws IOException {
        Path temporary = temporary(file);
        Files.deleteIfExists(temporary);
        try {
            try (FileChannel channel = FileChannel.open(temporary, NEW, ownerOnly("rw-------"))) {
                content.writeTo(channel);
                channel.force(true);
            }
            beforeRename.run();
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncDirectory(file.toAbsolutePath().getParent());
    }

    /**
     * Makes {@code name} another name of {@code file}, instead of what it named before; if no link can be made, a copy
     * that is as durable.
     */
    static void alias(Path file, Path name) throws IOException {
        Path temporary = temporary(name);
        Files.deleteIfExists(temporary);
        try {
            Files.createLink(temporary, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            replace(name, copy -> copy(file, copy), () -> {});
            return;
        }
        try {
            move(temporary, name);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncDirectory(name.toAbsolutePath().getParent());
    }

    private static void copy(Path file, FileChannel to) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = from.size();
            long copied = 0;
            while (copied < size) {
                copied += from.transferTo(copied, size - copied, to);
            }
        }
    }

    /**
     * Makes {@code folder}, for its owner alone, unless it is there.
     *
     * @throws IOException also if the folder around it is gone: whoever moved it does not want another in its place
     */
    static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireNoLink(folder);
        try {
            Files.createDirectory(folder, ownerOnly("rwx------"));
        } catch (NoSuchFileException e) {
            throw new IOException(folder.getParent() + " is gone: deleted, or moved", e);
        }
    }

    /** @throws IOException if {@code folder} is a symbolic link */
    static void requireNoLink(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw new IOException(folder + " is a symbolic link, which a trainer does not follow");
        }
    }

    /**
     * Removes the files in {@code folder} of a process that was killed while it wrote. Nobody else may be writing
     * there.
     *
     * @param suffix the end of the names of the files
     */
    static void removeLeftovers(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, BEFORE + "*" + suffix + TEMPORARY)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(BEFORE + file.getFileName() + TEMPORARY);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system cannot rename " + from + " atomically", e);
        }
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String mode) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
