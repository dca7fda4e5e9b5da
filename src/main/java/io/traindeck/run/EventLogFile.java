package io.traindeck.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * The end of an {@code events.jsonl}, where whole lines are appended. After a failure the file is opened anew and the
 * rest of the lines is written, so that each is there exactly once.
 *
 * <p>If somebody removes or replaces the file, lines go to the one that is there now. If the whole folder is gone, they
 * go on into the open file: if the folder was moved, the log is whole in its new place.
 *
 * <p>A symbolic link in place of the log is refused: it might lead to somebody's own files.
 */
final class EventLogFile implements Closeable {
    private final Path path;
    private final Optional<String> repaired;
    private FileChannel channel;
    private Object fileKey;
    private boolean adrift;

    /** Bytes in the file before the lines that are being appended. */
    private long start;

    /** @throws IOException if it cannot be made, repaired, or written to */
    EventLogFile(Path path) throws IOException {
        this.path = path;
        repaired = repair();
        openToAppend();
        start = channel.size();
    }

    /** The repair that was made on opening, in words; empty if none was needed. */
    Optional<String> repaired() {
        return repaired;
    }

    /**
     * Appends {@code lines} and hands them to the operating system. If this fails, call it again with the same buffer,
     * its position untouched.
     */
    void append(ByteBuffer lines) throws IOException {
        try {
            if (channel == null) {
                reopen(lines);
            } else if (isOurs()) {
                adrift = false;
            } else {
                follow(lines);
            }
            RunFiles.writeFully(channel, lines);
            start += lines.limit();
        } catch (IOException e) {
            abandon(e);
            throw e;
        }
    }

    /** Waits until what was appended is on the disk. */
    void force() throws IOException {
        try {
            if (channel == null) {
                reopen(ByteBuffer.allocate(0));
            }
            channel.force(false);
        } catch (IOException e) {
            abandon(e);
            throw e;
        }
    }

    /** Whether the folder of the log is gone, so that its lines go only into the open file. */
    boolean isAdrift() {
        return adrift;
    }

    /** Goes on in the file that is at the path now; in the open one if there is no folder for another. */
    private void follow(ByteBuffer lines) throws IOException {
        FileChannel left = channel;
        try {
            reopen(lines);
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(path.toAbsolutePath().getParent())) {
                throw e;
            }
            adrift = true;
        } finally {
            if (channel != left) {
                left.close();
            }
        }
    }

    /** Whether the path still leads to the file that is open. */
    private boolean isOurs() throws IOException {
        try {
            return Objects.equals(fileKey, RunFiles.fileKey(path));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void abandon(IOException cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Opens the file anew and finds out how much of {@code lines} has got into it. */
    private void reopen(ByteBuffer lines) throws IOException {
        Object before = fileKey;
        openToAppend();
        long written = channel.size() - start;
        if (Objects.equals(before, fileKey) && written >= 0 && written <= lines.limit()) {
            lines.position((int) written);
        } else {
            // It is not the file we left: somebody cut or replaced it. All of these lines go to its end.
            repair();
            start = channel.size();
            lines.position(0);
        }
    }

    private Optional<String> repair() throws IOException {
        try (FileChannel log = open(StandardOpenOption.READ)) {
            return TornLine.repair(log);
        }
    }

    private void openToAppend() throws IOException {
        FileChannel opened = open(StandardOpenOption.APPEND);
        try {
            fileKey = RunFiles.fileKey(path);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        channel = opened;
        adrift = false;
    }

    private FileChannel open(OpenOption how) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException("it is a symbolic link, which a trainer does not follow");
        }
        return RunFiles.open(path, how, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            FileChannel closing = channel;
            channel = null;
            closing.close();
        }
    }
}
