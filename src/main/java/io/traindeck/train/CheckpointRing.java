package io.traindeck.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The periodic checkpoints that are kept under their steps' names: the newest {@code keep} of them. Each says in its
 * metadata that it is one of these, so that a checkpoint that a person asked for is never taken for one of them, in a
 * later session either.
 *
 * <p>For one thread.
 */
final class CheckpointRing {
    /** The key and the value in the metadata of a file of the ring. */
    static final String KEY = "kept";

    static final String IN_RING = "ring";

    private final Path folder;
    private final int keep;
    private final Deque<Path> files = new ArrayDeque<>();

    /** @param keep how many checkpoints are kept; 0 for no ring: then nothing is ever removed here */
    CheckpointRing(Path folder, int keep) {
        this.folder = folder;
        this.keep = keep;
        if (keep > 0 && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            files.addAll(found(folder));
        }
    }

    /** The checkpoints that earlier sessions have left, oldest first. */
    private static List<Path> found(Path folder) {
        record Kept(Path file, FileTime time) {}
        List<Kept> kept = new ArrayList<>();
        try (DirectoryStream<Path> steps = Files.newDirectoryStream(folder, "step-*" + CheckpointWriter.SUFFIX)) {
            for (Path file : steps) {
                if (isInRing(file)) {
                    kept.add(new Kept(file, Files.getLastModifiedTime(file)));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that cannot be listed keeps its files.
        }
        kept.sort(Comparator.comparing(Kept::time).thenComparing(Kept::file));
        return kept.stream().map(Kept::file).toList();
    }

    /**
     * Returns the bytes of the files in {@code folder} that the next checkpoints replace: the last, the best weights, a
     * ring.
     */
    static long replaceable(Path folder) {
        List<Path> files = new ArrayList<>(
                List.of(folder.resolve(CheckpointWriter.LAST_FILE), folder.resolve(CheckpointWriter.BEST_FILE)));
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            files.addAll(found(folder));
        }
        // The last checkpoint may be another name of one in the ring.
        Map<Object, Long> bytes = new HashMap<>();
        for (Path file : files) {
            try {
                BasicFileAttributes about =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                bytes.put(about.fileKey() == null ? file : about.fileKey(), about.size());
            } catch (IOException e) {
                // It is not there, so nothing takes its place.
            }
        }
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static boolean isInRing(Path file) {
        try {
            return IN_RING.equals(CheckpointReader.metadata(file).get(KEY));
        } catch (CheckpointException e) {
            return false;
        }
    }

    /** Whether there is a ring. */
    boolean exists() {
        return keep > 0;
    }

    /** Whether a person asked for the file of that name, so that no periodic checkpoint may take its place. */
    boolean isTaken(Path file) {
        return !files.contains(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Adds a periodic checkpoint that is durable, and removes the oldest ones that are too many. */
    void add(Path file) {
        files.remove(file);
        files.add(file);
        while (files.size() > keep) {
            removeOldest();
        }
    }

    /** Takes a file out of the ring: it is not to be removed. */
    void release(Path file) {
        files.remove(file);
    }

    /**
     * Removes the oldest checkpoint that is there and can be removed; returns false if there is none. A person may have
     * deleted some of them.
     */
    boolean makeRoom() {
        while (!files.isEmpty()) {
            if (removeOldest()) {
                return true;
            }
        }
        return false;
    }

    /** Writes something in the folder of the ring, and returns its bytes. */
    @FunctionalInterface
    interface Write {
        long write() throws IOException;
    }

    /**
     * Writes so many bytes, about; if there is no room, the oldest of the ring make room, so that none of them endangers
     * the last.
     *
     * @throws UncheckedIOException if it fails for another reason, or although the ring is empty
     */
    long makingRoom(long bytes, Write write) {
        while (true) {
            try {
                return write.write();
            } catch (IOException e) {
                if (!isFull(e, folder, bytes) || !makeRoom()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /**
     * Whether a write failed because the disk of {@code folder} has no room for {@code bytes}. The system may tell its
     * reason in the user's language, so the room that is left counts too; only the reason tells that a quota is used up.
     */
    static boolean isFull(IOException e, Path folder, long bytes) {
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("No space left") || reason.contains("quota exceeded")) {
            return true;
        }
        try {
            return CheckpointRoom.free(folder) < bytes;
        } catch (IOException untold) {
            return false;
        }
    }

    private boolean removeOldest() {
        try {
            return Files.deleteIfExists(files.remove());
        } catch (IOException e) {
            return false;
        }
    }
}
