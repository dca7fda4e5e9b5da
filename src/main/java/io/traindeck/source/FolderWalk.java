package io.traindeck.source;

import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files and folders in a folder and not deep below it. Links are followed, but a folder is entered once only,
 * whatever leads to it. What cannot be read or leads nowhere is passed over. Hidden folders and run folders are not
 * entered.
 */
final class FolderWalk {
    /** The number of folders below the first one, on the way to a file. */
    private static final int MOST_DEPTH = 3;

    /** The number of entries that are looked at, those of the upper folders first. */
    private static final int MOST_ENTRIES = 20_000;

    private final int mostDepth;
    private final List<Entry> files = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private final Deque<Folder> toDo = new ArrayDeque<>();
    private final Set<Object> seen = new HashSet<>();
    private int entries;

    /**
     * A regular file.
     *
     * @param changedMs when it was changed last, Unix milliseconds
     */
    record Entry(Path path, long changedMs, long bytes) {
        String name() {
            return path.getFileName().toString();
        }
    }

    private record Folder(Path path, int depth) {}

    private FolderWalk(int mostDepth) {
        this.mostDepth = mostDepth;
    }

    /** @throws IOException if the folder itself cannot be read */
    static FolderWalk of(Path folder) throws IOException {
        return of(folder, MOST_DEPTH);
    }

    /**
     * Walks to files that may lie deeper.
     *
     * @param mostDepth folders below the first one, on the way to a file
     * @throws IOException if the folder itself cannot be read
     */
    static FolderWalk of(Path folder, int mostDepth) throws IOException {
        FolderWalk walk = new FolderWalk(mostDepth);
        walk.seen.add(key(folder, attributes(folder)));
        walk.list(folder, 0);
        while (!walk.toDo.isEmpty() && walk.entries < MOST_ENTRIES) {
            Folder next = walk.toDo.remove();
            try {
                walk.list(next.path, next.depth);
            } catch (IOException e) {
                // All other folders can be found without this one.
            }
        }
        return walk;
    }

    private void list(Path folder, int depth) throws IOException {
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder)) {
            for (Path path : listed) {
                if (++entries > MOST_ENTRIES) {
                    return;
                }
                look(path, depth);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void look(Path path, int depth) {
        BasicFileAttributes attributes;
        try {
            attributes = attributes(path);
        } catch (IOException e) {
            return; // A link that leads nowhere, or what is gone already.
        }
        if (attributes.isRegularFile()) {
            files.add(new Entry(path, attributes.lastModifiedTime().toMillis(), attributes.size()));
        } else if (attributes.isDirectory()
                && depth < mostDepth
                && !path.getFileName().toString().startsWith(".")
                && !Files.exists(new RunFolder(path).events())
                && seen.add(key(path, attributes))) {
            folders.add(path);
            toDo.add(new Folder(path, depth + 1));
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    /** Returns what tells a folder from all others, by whatever path; its path where the file system tells nothing. */
    static Object key(Path path, BasicFileAttributes attributes) {
        return attributes.fileKey() == null ? path : attributes.fileKey();
    }

    /** The files, those of the upper folders first. */
    List<Entry> files() {
        return files;
    }

    /** The folders below the first one, upper ones first. */
    List<Path> folders() {
        return folders;
    }

    /** A stamp that differs once any of the files has changed. */
    Stamp stamp() {
        return new Stamp(
                files.stream().mapToLong(Entry::changedMs).max().orElse(0),
                files.stream().mapToLong(Entry::bytes).sum());
    }
}
