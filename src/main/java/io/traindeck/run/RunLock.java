package io.traindeck.run;

import io.traindeck.text.IoReason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Held by a trainer while it lives; the operating system frees it however the trainer ends.
 *
 * <p>POSIX keeps such locks per process, and drops them when the process closes <em>any</em> descriptor of the file.
 * This class therefore knows which locks its process holds and never opens those files again; nothing else in a trainer
 * may open them either.
 */
public final class RunLock implements Closeable {
    /** The longest wait for a trainer that is just going away: a kill takes a moment to free gigabytes. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration PAUSE_BETWEEN_TRIES = Duration.ofMillis(2);

    /**
     * The locks of this process, by the identity of their files; also the monitor for every use of a lock file. It is
     * static because what it mirrors, the kernel's table, is one for the whole process.
     */
    private static final Set<Object> HELD = new HashSet<>();

    private final FileChannel channel;
    private final Object fileKey;

    private RunLock(FileChannel channel, Object fileKey) {
        this.channel = channel;
        this.fileKey = fileKey;
    }

    /**
     * Takes the lock; makes the file, with mode 0600, if it is missing.
     *
     * @return empty if another trainer holds the lock, also after waiting for up to {@link #PATIENCE}. Probes by {@link
     *     #isHeld} may delay this but never make it fail.
     * @throws RunException if the file cannot be made, or the file system keeps no locks
     */
    public static Optional<RunLock> acquire(Path lockFile) throws RunException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                Optional<RunLock> lock = tryAcquire(lockFile);
                // A probe is in the way for microseconds, and only a trainer's lock keeps a probe out.
                if (lock.isPresent() || (System.nanoTime() > giveUp && isLocked(lockFile))) {
                    return lock;
                }
                LockSupport.parkNanos(PAUSE_BETWEEN_TRIES.toNanos());
            }
        } catch (IOException e) {
            throw new RunException(
                    "cannot lock " + lockFile + ": " + IoReason.of(e) + "; see who owns the run folder", e);
        }
    }

    private static Optional<RunLock> tryAcquire(Path lockFile) throws RunException, IOException {
        synchronized (HELD) {
            if (isOurs(lockFile)) {
                return Optional.empty();
            }
            boolean isNew = Files.notExists(lockFile, LinkOption.NOFOLLOW_LINKS);
            FileChannel channel = RunFiles.open(
                    lockFile, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
            try {
                FileLock lock = tryLock(channel, lockFile);
                if (lock != null) {
                    Object fileKey = fileKey(lockFile);
                    HELD.add(fileKey);
                    return Optional.of(new RunLock(channel, fileKey));
                }
            } catch (RunException | IOException | RuntimeException e) {
                channel.close();
                if (isNew) {
                    // Nobody can hold it, and nobody else may know what it is.
                    Files.deleteIfExists(lockFile);
                }
                throw e;
            }
            channel.close();
            return Optional.empty();
        }
    }

    private static FileLock tryLock(FileChannel channel, Path lockFile) throws RunException {
        try {
            return channel.tryLock();
        } catch (IOException e) {
            throw new RunException(
                    "the file system of " + lockFile + " keeps no locks (" + IoReason.of(e)
                            + "), and without one two trainers may write the same log; choose another --runs",
                    e);
        }
    }

    /** The answer of a lock file to the question whether a trainer lives. */
    public enum Sign {
        /** A trainer lives. */
        HELD,
        /** No trainer lives. */
        FREE,
        /** The file cannot be looked at, or its file system keeps no locks. */
        UNKNOWN
    }

    /**
     * Looks whether a trainer lives, this very process included. Takes a shared lock for a moment, so that any number of
     * viewers may ask at once.
     */
    public static Sign look(Path lockFile) {
        try {
            return isLocked(lockFile) ? Sign.HELD : Sign.FREE;
        } catch (NoSuchFileException e) {
            return Sign.FREE;
        } catch (IOException e) {
            return Sign.UNKNOWN;
        }
    }

    /** Whether a trainer may live: nothing but a free lock shows that it is gone. */
    public static boolean isHeld(Path lockFile) {
        return look(lockFile) != Sign.FREE;
    }

    private static boolean isLocked(Path lockFile) throws IOException {
        synchronized (HELD) {
            if (isOurs(lockFile)) {
                return true;
            }
            RunFiles.requireRegular(lockFile);
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.READ);
                    FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return lock == null;
            } catch (OverlappingFileLockException e) {
                // Some other code of this process holds a lock on it.
                return true;
            }
        }
    }

    private static boolean isOurs(Path lockFile) throws IOException {
        return !HELD.isEmpty() && Files.exists(lockFile) && HELD.contains(fileKey(lockFile));
    }

    /** Device and inode: the file itself, by whatever path. */
    private static Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Frees the lock. The file stays: removing it would let two trainers lock two files of one name. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            HELD.remove(fileKey);
            channel.close();
        }
    }
}
