package io.traindeck.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;

/**
 * A file that somebody else appends to, read from any position. It notices if the file is replaced, cut short or
 * rewritten underneath, and says so once: the reader then starts anew.
 *
 * <p>For one thread.
 */
public final class GrowingFile implements Closeable {
    /** Bytes before the reading place that must stay as they were. */
    public static final int ANCHOR = 128;

    private final Path file;
    private final Runnable onRestart;
    private FileChannel channel;
    private Object fileKey;
    private boolean isMissing;
    private byte[] anchor = {};
    private long anchorEnd;
    private long size;

    /**
     * @param file need not exist yet
     * @param onRestart runs, from within {@link #refresh}, if what was read is no longer what the file holds
     */
    public GrowingFile(Path file, Runnable onRestart) {
        this.file = file;
        this.onRestart = onRestart;
    }

    public Path path() {
        return file;
    }

    /**
     * Looks at the file as it is now.
     *
     * @return false if there is none
     * @throws IOException if it is no regular file, or cannot be read
     */
    public boolean refresh() throws IOException {
        if (!open()) {
            size = 0;
            return false;
        }
        size = channel.size();
        if (size < anchorEnd || (size > anchorEnd && !anchorHolds())) {
            restart();
        }
        return true;
    }

    /** Bytes in the file, as of the last {@link #refresh}. */
    public long size() {
        return size;
    }

    /** Fills {@code buffer} from {@code position} on; returns fewer bytes than it holds only at the end of the file. */
    public int read(byte[] buffer, long position) throws IOException {
        return read(buffer, 0, buffer.length, position);
    }

    /** Fills {@code length} bytes of {@code buffer}, from {@code offset} on, with those at {@code position}. */
    public int read(byte[] buffer, int offset, int length, long position) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(buffer, offset, length);
        long at = position;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read <= 0) {
                break;
            }
            at += read;
        }
        return into.position() - offset;
    }

    /**
     * Tells how far the reader has come: {@code buffer[from, to)} are the bytes right before {@code end}. If the last of
     * them change, or the file becomes shorter than {@code end}, it is another file.
     */
    public void passed(byte[] buffer, int from, int to, long end) {
        byte[] last = Arrays.copyOfRange(buffer, Math.max(from, to - ANCHOR), to);
        // A reader that passes a few bytes at a time would else have an anchor that fits too many files.
        int kept = anchorEnd == end - (to - from) ? Math.min(anchor.length, ANCHOR - last.length) : 0;
        byte[] both = Arrays.copyOfRange(anchor, anchor.length - kept, anchor.length + last.length);
        System.arraycopy(last, 0, both, kept, last.length);
        anchor = both;
        anchorEnd = end;
    }

    /** Notes that the reader goes to another place by itself: the bytes before that are not compared. */
    public void jumped(long position) {
        anchor = new byte[0];
        anchorEnd = position;
    }

    /** Lets go of the file. A later {@link #refresh} opens it again. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private boolean open() throws IOException {
        // A file that may never be there is looked for ten times a second. To throw and catch an exception each time
        // costs more than to read one that is there.
        if (isMissing && !file.toFile().exists()) {
            return false;
        }
        isMissing = false;
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            isMissing = true;
            return false;
        }
        if (!now.isRegularFile()) {
            // Opening a pipe would wait for a writer for ever.
            throw new IOException(file + " is not a regular file");
        }
        boolean replaced = fileKey != null && !Objects.equals(fileKey, now.fileKey());
        if (replaced) {
            close();
            restart();
        }
        fileKey = now.fileKey();
        if (channel == null) {
            try {
                channel = FileChannel.open(file, StandardOpenOption.READ);
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    private boolean anchorHolds() throws IOException {
        byte[] now = new byte[anchor.length];
        return read(now, anchorEnd - anchor.length) == now.length && Arrays.equals(now, anchor);
    }

    private void restart() {
        jumped(0);
        onRestart.run();
    }
}
