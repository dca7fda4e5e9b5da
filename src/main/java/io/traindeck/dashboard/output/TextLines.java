package io.traindeck.dashboard.output;

import io.traindeck.run.GrowingFile;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a text file of any size, found from any place in it, forwards and backwards alike. If no end of a line
 * is in sight, the line is broken at each multiple of a block, so that no line is longer than two blocks: a file
 * without a single end of a line is read as fast as any other.
 *
 * <p>For one thread.
 */
final class TextLines implements Closeable {
    private static final int USUAL_BLOCK = 1 << 13;
    private static final int CHUNK = 1 << 18;

    private final GrowingFile file;
    private final int block;
    private final byte[] chunk;
    private long chunkStart;
    private int chunkLength;
    private long seen;

    /**
     * A line.
     *
     * @param start where it begins in the file
     * @param end where the next one begins
     * @param bytes without its end
     * @param broken whether it goes on in the next one
     */
    record Line(long start, long end, byte[] bytes, boolean broken) {}

    /**
     * @param path need not exist yet
     * @param onRestart runs, from within {@link #refresh}, when the file was replaced or cut short
     */
    TextLines(Path path, Runnable onRestart) {
        this(path, onRestart, USUAL_BLOCK);
    }

    TextLines(Path path, Runnable onRestart, int block) {
        this.block = block;
        chunk = new byte[Math.max(CHUNK, 8 * block)];
        file = new GrowingFile(path, () -> {
            chunkLength = 0;
            seen = 0;
            onRestart.run();
        });
    }

    /**
     * Looks at the file as it is now.
     *
     * @return false if there is none
     * @throws IOException if it is no regular file, or cannot be read
     */
    boolean refresh() throws IOException {
        if (!file.refresh()) {
            return false;
        }
        if (size() > seen) {
            // The file is recognised by its last bytes.
            byte[] last = new byte[(int) Math.min(GrowingFile.ANCHOR, size())];
            int length = file.read(last, size() - last.length);
            seen = size();
            file.passed(last, 0, length, seen);
        }
        return true;
    }

    /** Bytes in the file, as of the last {@link #refresh}. */
    long size() {
        return file.size();
    }

    /**
     * Reads from {@code position} on until the buffer is full or the file ends, and returns how many bytes were read.
     */
    int read(byte[] buffer, long position) throws IOException {
        return file.read(buffer, position);
    }

    /** The line that begins at {@code start}, which is before the end of the file. The last one may have no end yet. */
    Line line(long start) throws IOException {
        long limit = (start + 2L * block - 1) / block * block;
        long to = Math.min(size(), limit + 1);
        load(start, to);
        for (long at = start; at < to; at++) {
            if (isEnd(at)) {
                return new Line(start, at + 1, bytes(start, at), false);
            }
        }
        return to > limit
                ? new Line(start, limit, bytes(start, limit), true)
                : new Line(start, to, bytes(start, to), false);
    }

    /**
     * Returns where the line begins that holds the byte at {@code position}, even if that byte is the end of the line.
     */
    long startOf(long position) throws IOException {
        long from = Math.max(0, position - 2L * block);
        load(from, position + 1);
        long last = isEnd(position) ? position - 1 : position;
        long multiple = Math.floorDiv(last, block) * (long) block;
        for (long at = position - 1; at >= from; at--) {
            if (isEnd(at)) {
                return Math.max(at + 1, multiple >= at + 1 + block ? multiple : 0);
            }
        }
        return Math.max(0, multiple);
    }

    /**
     * Returns where the line begins that is {@code lines} lines before the one at {@code start}; if there are fewer,
     * the first.
     */
    long back(long start, int lines) throws IOException {
        long at = start;
        for (int i = 0; i < lines && at > 0; i++) {
            at = startOf(at - 1);
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private boolean isEnd(long position) {
        return chunk[(int) (position - chunkStart)] == '\n';
    }

    private byte[] bytes(long from, long to) {
        return Arrays.copyOfRange(chunk, (int) (from - chunkStart), (int) (to - chunkStart));
    }

    private void load(long from, long to) throws IOException {
        if (from >= chunkStart && to <= chunkStart + chunkLength) {
            return;
        }
        chunkStart = Math.max(0, from - chunk.length / 2);
        chunkLength = file.read(chunk, chunkStart);
        if (to > chunkStart + chunkLength) {
            throw new EOFException("the file is being cut short");
        }
    }
}
