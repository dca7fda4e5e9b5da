package io.traindeck.source;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A reader of a text that fails if a single value of it is so long that it would fill the memory. */
final class BoundedReader extends FilterReader {
    private final long limit;
    private long left;
    private long count;
    private boolean ended;

    /** @param limit characters between two calls of {@link #allow} */
    BoundedReader(Reader in, long limit) {
        super(in);
        this.limit = limit;
        this.left = limit;
    }

    /** Notes that a value has been read, so that the next one may be as long as the limit again. */
    void allow() {
        left = limit;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (left <= 0) {
            throw new TooLongException();
        }
        int read = super.read(buffer, offset, length);
        left -= Math.max(0, read);
        count += Math.max(0, read);
        ended |= read < 0;
        return read;
    }

    /** The number of characters that were read. */
    long count() {
        return count;
    }

    /** Returns whether a read has come to the end of the text. */
    boolean ended() {
        return ended;
    }

    /** Says that a value is longer than any that a log has. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        TooLongException() {
            super("has a value that is longer than any of a log");
        }
    }
}
