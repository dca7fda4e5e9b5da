package io.traindeck.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The result of a first look at a path.
 *
 * @param folder whether it is a folder; its {@code head} is then empty
 * @param head the first {@link #HEAD} bytes of the file, or all of a shorter one
 */
record Glance(Path path, boolean folder, byte[] head) {
    /** The length of the head, in bytes. */
    static final int HEAD = 4096;

    /** @throws IOException if the path is not there, cannot be read, or is neither a folder nor a regular file */
    static Glance at(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            boolean link = Files.isSymbolicLink(path);
            throw link ? new FileSystemException(path.toString(), null, "a link to what is not there") : e;
        }
        if (attributes.isDirectory()) {
            return new Glance(path, true, new byte[0]);
        }
        if (!attributes.isRegularFile()) {
            // Opening a pipe would wait for its writer.
            throw new FileSystemException(path.toString(), null, "neither a regular file nor a folder");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new Glance(path, false, in.readNBytes(HEAD));
        }
    }

    /** The last part of the path. */
    String name() {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /** The head as text; bytes that are not UTF-8 become U+FFFD. */
    String text() {
        return new String(head, StandardCharsets.UTF_8);
    }
}
