package io.traindeck.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The end of an {@code events.jsonl}, where whole lines are appended. After a failure the file is opened anew and the
 * rest of the lines is written, so that each is there exactly once.
 */
final class EventLogFile implements Closeable {
    private final Path path;
    private final Optional<String> repaired;
    private FileChannel channel;

    /** Bytes in the file before the lines that are being appended. */
    private long start;

    /** @throws IOException where it cannot be made, repaired, or written to */
    EventLogFile(Path path) throws IOException {
        this.path = path;
        repaired = repair();
        channel = openToAppend();
        start = channel.size();
    }

    /** What had to be repaired on opening. */
    Optional<String> repaired() {
        return repaired;
    }

    /**
     * Appends {@code lines} and hands them to the operating system. Where it fails, call it again with the same buffer,
     * its position untouched.
     */
    void append(ByteBuffer lines) throws IOException {
        try {
            if (channel == null) {
                reopen(lines);
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

    private void abandon(IOException cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Opens the file anew and finds out how much of {@code lines} has got into it. */
    private void reopen(ByteBuffer lines) throws IOException {
        channel = openToAppend();
        long written = channel.size() - start;
        if (written >= 0 && written <= lines.limit()) {
            lines.position((int) written);
        } else {
            // Not the file we left: somebody cut or replaced it. All of these lines go to its end.
            repair();
            start = channel.size();
            lines.position(0);
        }
    }

    private Optional<String> repair() throws IOException {
        try (FileChannel log =
                RunFiles.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            return TornLine.repair(log);
        }
    }

    private FileChannel openToAppend() throws IOException {
        return RunFiles.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
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
