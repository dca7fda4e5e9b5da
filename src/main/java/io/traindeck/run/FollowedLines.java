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

    /** Where the first line begins that was not read yet, or, while skipping, where to look on for its end. */
    private long next;

    /** The line at {@code next} is longer than {@link #MAX_LINE}; its start has been left behind. */
    private boolean skipping;

    /** Who takes the lines. */
    public interface Lines {
        /**
         * A line: {@code buffer[from, to)}, without its end; {@code offset} is where it begins in the file. {@code buffer[to]}
         * is its end, LF or CR.
         */
        void line(byte[] buffer, int from, int to, long offset);

        /** A line longer than {@link #MAX_LINE} was skipped; {@code end} is where the next one begins. */
        void tooLong(long offset, long end);

        /**
         * What stands behind the last end of a line, as {@link #line} takes it. Is it a whole line already, whatever comes
         * behind it? Then it is taken now, and its end is an empty line.
         *
         * @return whether it was taken
         */
        default boolean rest(byte[] buffer, int from, int to, long offset) {
            return false;
        }
    }

    /**
     * Lines that end with LF.
     *
     * @param file need not exist yet
     * @param onRestart runs before the first line of a file that was cut short or replaced: forget the old one
     */
    public FollowedLines(Path file, Runnable onRestart) {
        this(file, false, onRestart);
    }

    /** @param redraws whether a line also ends with CR, as a progress bar that is drawn over itself */
    public FollowedLines(Path file, boolean redraws, Runnable onRestart) {
        this.redraws = redraws;
        this.file = new GrowingFile(file, () -> {
            next = 0;
            skipping = false;
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
        int lines = 0;
        byte[] buffer = new byte[(int) Math.max(1, Math.min(CHUNK, size - next))];
        while (lines < most && next < size) {
            int length = file.read(buffer, next);
            int from = 0;
            for (int end; lines < most && (end = endOfLine(buffer, from, length)) >= 0; from = end + 1) {
                if (skipping || end - from > MAX_LINE) {
                    skipping = false;
                    into.tooLong(next + from, next + end + 1);
                } else {
                    into.line(buffer, from, end, next + from);
                }
                lines++;
            }
            if (from > 0) {
                advance(buffer, from);
            } else if (length < buffer.length || next + length >= size) {
                // The rest of the line is not written yet, or its end alone is missing.
                if (!skipping && length > 0 && length <= MAX_LINE && into.rest(buffer, 0, length, next)) {
                    advance(buffer, length);
                    lines++;
                }
                break;
            } else if (length <= MAX_LINE) {
                buffer = new byte[Math.min(2 * length, MAX_LINE + 1)];
            } else {
                advance(buffer, length);
                skipping = true;
            }
        }
        return lines;
    }

    private void advance(byte[] buffer, int length) {
        next += length;
        file.passed(buffer, length, next);
    }

    /** Where the next line begins. */
    public long offset() {
        return next;
    }

    /** Bytes in the file, as of the last poll. */
    public long size() {
        return file.size();
    }

    /**
     * Reads on from the line at {@code offset}, which must be one that a poll handed out, {@link #offset()}, or 0; not from
     * within a poll.
     */
    public void seek(long offset) {
        next = offset;
        skipping = false;
        file.jumped(offset);
    }

    /** Lets go of the file. A later poll opens it again and goes on where this one stopped. */
    @Override
    public void close() throws IOException {
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
