package io.traindeck.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Follows a text that may still grow: each poll hands on the whole lines that were appended since the last. A last line
 * without its end is not written yet and comes with a later poll. Memory is bounded by {@link #MAX_LINE}, whatever the
 * file holds.
 *
 * <p>For one thread.
 */
public final class FollowedLines implements Closeable {
    /** Bytes of the longest line that is handed on; real ones have some hundred. */
    public static final int MAX_LINE = 1 << 20;

    private static final int CHUNK = 1 << 18;

    private final GrowingFile file;
    private final boolean redraws;

    /** The offset of the first line that was not read yet, or, while skipping, of the place to look on for its end. */
    private long next;

    /** Bytes of the file from {@link #chunkAt} on. The next poll uses those that are left, if it goes on there. */
    private byte[] chunk = {};

    private long chunkAt;
    private int chunkLength;

    /** The line at {@code next} is longer than {@link #MAX_LINE}; its start has been left behind. */
    private boolean skipping;

    /** The receiver of the lines. */
    public interface Lines {
        /**
         * A line: {@code buffer[from, to)}, without its end; {@code offset} is where it begins in the file. {@code buffer[to]}
         * is its end, LF or CR.
         */
        void line(byte[] buffer, int from, int to, long offset);

        /**
         * Takes the line that begins at {@code from} if it can be read without a search for its end: the search would
         * be another pass over all bytes of a log.
         *
         * @param to the end of the known bytes, which may be after the line's end or within the line
         * @return where its LF is; -1 if it was not taken
         */
        default int known(byte[] buffer, int from, int to, long offset) {
            return -1;
        }

        /** A line longer than {@link #MAX_LINE} was skipped; {@code end} is where the next one begins. */
        void tooLong(long offset, long end);

        /**
         * Offers the bytes after the last line end, as {@link #line} takes them. If they are already a whole line,
         * whatever may follow, the receiver takes them now, and their line end counts as an empty line later.
         *
         * @return whether it was taken
         */
        default boolean rest(byte[] buffer, int from, int to, long offset) {
            return false;
        }
    }

    /**
     * Follows lines that end with LF.
     *
     * @param file need not exist yet
     * @param onRestart runs before the first line of a file that was cut short or replaced: forget the old one
     */
    public FollowedLines(Path file, Runnable onRestart) {
        this(file, false, onRestart);
    }

    /** @param redraws whether a line also ends with CR, as those of a progress bar that is drawn over itself do */
    public FollowedLines(Path file, boolean redraws, Runnable onRestart) {
        this.redraws = redraws;
        this.file = new GrowingFile(file, () -> {
            next = 0;
            skipping = false;
            chunkLength = 0;
            onRestart.run();
        });
    }

    /**
     * Hands on the next lines.
     *
     * @param most lines to read at most, skipped ones included
     * @return how many lines were read; fewer than {@code most} at the present end of the file
     * @throws IOException if the file is there but cannot be read; the next poll tries again
     */
    public int poll(int most, Lines into) throws IOException {
        if (!file.refresh()) {
            return 0;
        }
        long size = file.size();
        if (chunkAt + chunkLength > size) {
            chunkLength = 0; // What was read is no longer there.
        }
        int lines = 0;
        while (lines < most && next < size) {
            if (next < chunkAt || next >= chunkAt + chunkLength) {
                read((int) Math.max(chunk.length, Math.min(CHUNK, size - next)));
            }
            long position = chunkAt;
            byte[] buffer = chunk;
            int length = chunkLength;
            int start = (int) (next - position);
            int from = start;
            for (int end; lines < most && (end = take(into, buffer, from, length, position)) >= 0; from = end + 1) {
                lines++;
            }
            if (from > start) {
                advance(buffer, start, from);
            } else if (start > 0) {
                chunkLength = 0; // The chunk ends within the line: the whole line is read next.
            } else if (length < buffer.length || next + length >= size) {
                // The rest of the line is not written yet, or its end alone is missing.
                if (!skipping && length > 0 && length <= MAX_LINE && into.rest(buffer, 0, length, next)) {
                    advance(buffer, 0, length);
                    lines++;
                }
                break;
            } else if (length <= MAX_LINE) {
                read(Math.min(2 * length, MAX_LINE + 1));
            } else {
                advance(buffer, 0, length);
                skipping = true;
            }
        }
        if (lines < most) {
            letGo(); // A log that is only followed keeps no memory.
        }
        return lines;
    }

    /** Hands on the line at {@code from}; returns where its end is, or -1 if that is not in the buffer. */
    private int take(Lines into, byte[] buffer, int from, int length, long position) {
        if (from < length && !skipping) {
            int known = into.known(buffer, from, Math.min(length, from + MAX_LINE), position + from);
            if (known >= 0) {
                return known;
            }
        }
        int end = endOfLine(buffer, from, length);
        if (end >= 0 && (skipping || end - from > MAX_LINE)) {
            skipping = false;
            into.tooLong(position + from, position + end + 1);
        } else if (end >= 0) {
            into.line(buffer, from, end, position + from);
        }
        return end;
    }

    private void read(int most) throws IOException {
        chunk = chunk.length == most ? chunk : new byte[most];
        chunkAt = next;
        chunkLength = 0;
        chunkLength = file.read(chunk, next);
    }

    private void letGo() {
        chunk = new byte[0];
        chunkLength = 0;
    }

    private void advance(byte[] buffer, int from, int to) {
        next += to - from;
        file.passed(buffer, from, to, next);
    }

    /** Returns the share of the file that has been read, in [0, 1]; 1 for a file that is missing or empty. */
    public double share() {
        return file.size() == 0 ? 1 : Math.min(1, (double) next / file.size());
    }

    /**
     * Reads on from the line at {@code offset}, which must be one that a poll handed out, or 0; not from within a poll.
     */
    public void seek(long offset) {
        next = offset;
        skipping = false;
        chunkLength = 0;
        file.jumped(offset);
    }

    /** Lets go of the file. A later poll opens it again and goes on where this one stopped. */
    @Override
    public void close() throws IOException {
        letGo();
        file.close();
    }

    private int endOfLine(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n' || (redraws && buffer[i] == '\r')) {
                return i;
            }
        }
        return -1;
    }
}
