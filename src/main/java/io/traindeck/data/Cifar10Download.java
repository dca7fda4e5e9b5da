package io.traindeck.data;

import io.traindeck.text.IoReason;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Puts CIFAR-10 into a cache folder, once: downloads the archive (an interrupted download goes on at its break), checks
 * its SHA-256, and only then unpacks it. The unpacked folder appears whole or not at all.
 */
public final class Cifar10Download {
    /**
     * The file to download.
     *
     * @param bytes length of the file
     * @param sha256 the SHA-256 of the file, in lower-case hexadecimal digits
     */
    public record Archive(URI uri, long bytes, String sha256) {
        /** The binary version on its author's site. */
        public static final Archive OFFICIAL = new Archive(
                URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                170_052_171,
                "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd");
    }

    /** Is told on the calling thread, several times a second, how the download goes. */
    @FunctionalInterface
    public interface Progress {
        /**
         * @param bytes on disk so far
         * @param total bytes of the whole file
         */
        void at(long bytes, long total);
    }

    /** The time between two looks at whether another process has downloaded the archive. */
    private static final long LOOK_EVERY_MS = 500;

    private final Path cache;
    private final Archive archive;

    /** @param cache folder to download into; made if it does not exist */
    public Cifar10Download(Path cache, Archive archive) {
        this.cache = cache;
        this.archive = archive;
    }

    /** Returns the download of the official archive into the user's cache folder. */
    public static Cifar10Download official() {
        return new Cifar10Download(cacheFolder(System.getenv()), Archive.OFFICIAL);
    }

    /**
     * {@code $XDG_CACHE_HOME/traindeck}, or {@code ~/.cache/traindeck} if that is unset or no absolute path. A user whom
     * the system does not know has no home: then this is no absolute path either.
     */
    static Path cacheFolder(Map<String, String> environment) {
        Path xdg = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        Path caches = xdg.isAbsolute() ? xdg : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("traindeck");
    }

    /**
     * Returns the folder with the unpacked files; downloads it first if it is not there.
     *
     * @throws DataException if the archive cannot be had; what was downloaded is kept for the next attempt
     * @throws InterruptedException if interrupted; what was downloaded is kept for the next attempt
     */
    public Path fetch(Progress progress) throws DataException, InterruptedException {
        if (!cache.isAbsolute()) {
            throw new DataException(
                    "there is no home folder to keep CIFAR-10 in: set XDG_CACHE_HOME to a folder for it, or"
                            + " name one that has it with --data-dir");
        }
        Path folder = cache.resolve(Cifar10.FOLDER);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(cache);
            try (FileChannel lockFile = FileChannel.open(
                            cache.resolve("cifar-10.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = await(lockFile, progress)) {
                if (!Files.isDirectory(folder)) {
                    downloadAndUnpack(folder, progress);
                }
                return folder;
            }
        } catch (OverlappingFileLockException e) {
            throw downloadedElsewhere();
        } catch (ClosedByInterruptException e) {
            // The exception takes the place of the flag, as it always does.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (FileSystemException e) {
            throw new DataException(
                    "cannot write " + e.getFile() + ": " + IoReason.of(e) + "; make " + cache
                            + " a folder you can write to, or set XDG_CACHE_HOME to another",
                    e);
        } catch (IOException e) {
            throw new DataException(
                    "cannot store CIFAR-10 in " + cache + ": " + IoReason.of(e)
                            + "; free some space there, or set XDG_CACHE_HOME to another folder",
                    e);
        }
    }

    /** Waits while another process downloads, and tells how far that is. */
    private FileLock await(FileChannel lockFile, Progress progress) throws IOException, InterruptedException {
        FileLock lock = lockFile.tryLock();
        while (lock == null) {
            progress.at(part().toFile().length(), archive.bytes());
            // Nothing tells when a lock of another process is free.
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            lock = lockFile.tryLock();
        }
        return lock;
    }

    private Path part() {
        return cache.resolve("cifar-10-binary.tar.gz.part");
    }

    private void downloadAndUnpack(Path folder, Progress progress)
            throws IOException, DataException, InterruptedException {
        Path part = part();
        requireSpace(Files.exists(part) ? Files.size(part) : 0);
        new ResumableDownload(archive.uri(), archive.bytes(), part).run(progress);
        String sha256 = Sha256.of(part);
        if (!sha256.equals(archive.sha256())) {
            Files.delete(part);
            throw new DataException(
                    archive.uri() + " is not the expected file: its SHA-256 is " + sha256 + ", not " + archive.sha256()
                            + "; it was deleted: try again, or fetch CIFAR-10 elsewhere and name its folder");
        }
        Path unpacked = cache.resolve(Cifar10.FOLDER + ".part");
        new Cifar10Unpacker(part).into(unpacked);
        Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(part);
    }

    private void requireSpace(long downloaded) throws IOException, DataException {
        long needed = Math.max(0, archive.bytes() - downloaded) + Cifar10Unpacker.UNPACKED_BYTES;
        long usable = Files.getFileStore(cache).getUsableSpace();
        if (usable < needed) {
            throw new DataException("not enough space for CIFAR-10 in " + cache + ": " + megabytes(usable)
                    + " MB free, " + megabytes(needed)
                    + " MB needed; free some, or set XDG_CACHE_HOME to another folder");
        }
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }

    private DataException downloadedElsewhere() {
        return new DataException(
                "CIFAR-10 is being downloaded into " + cache + " by another process; start again when that is done");
    }
}
