package io.traindeck.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Takes the six files of CIFAR-10 out of its archive, and nothing else: they are written under names from here, never
 * under a path that the archive gives, and no longer than they can be.
 */
final class Cifar10Unpacker {
    static final List<String> NAMES = Stream.concat(Cifar10.TRAIN_FILES.stream(), Stream.of(Cifar10.VALIDATION_FILE))
            .toList();

    private static final long FILE_BYTES = (long) Cifar10.RECORDS * Cifar10File.RECORD_BYTES;

    /** The bytes that the unpacked files take. */
    static final long UNPACKED_BYTES = 6 * FILE_BYTES;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path archive;

    /** @param archive a gzipped tar */
    Cifar10Unpacker(Path archive) {
        this.archive = archive;
    }

    /**
     * Unpacks into {@code folder}, replacing files that an earlier attempt left there; they are on disk when this
     * returns.
     *
     * @throws DataException if the archive lacks one of the files
     */
    void into(Path folder) throws IOException, DataException, InterruptedException {
        Files.createDirectories(folder);
        Set<String> missing = new HashSet<>(NAMES);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), BUFFER_BYTES))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                for (String name : NAMES) {
                    if (entry.isFile() && entry.getName().equals(Cifar10.FOLDER + "/" + name) && missing.remove(name)) {
                        write(tar, folder.resolve(name));
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new DataException(archive + " lacks " + String.join(", ", missing) + "; delete it and try again");
        }
    }

    private static void write(InputStream in, Path file) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            long left = FILE_BYTES;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                left -= n;
                if (left < 0) {
                    throw new EOFException(file.getFileName() + " in the archive is too long");
                }
                out.write(buffer, 0, n);
            }
            channel.force(true);
        }
    }
}
