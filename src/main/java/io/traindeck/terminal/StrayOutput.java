package io.traindeck.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Keeps what libraries print to standard output and error while a screen is up, and prints it when the screen is gone.
 * A stray line would otherwise tear the picture and be lost with it.
 */
final class StrayOutput implements AutoCloseable {
    /** The maximum number of bytes that are kept: enough for a stack trace or two. */
    private static final int LIMIT_BYTES = 64 * 1024;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Kept kept = new Kept();

    StrayOutput() {
        PrintStream keeper = new PrintStream(kept, true, Charset.defaultCharset());
        System.setOut(keeper);
        System.setErr(keeper);
    }

    /** Puts the streams back and prints what was kept to standard error. */
    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        err.print(kept.toString(Charset.defaultCharset()));
        err.flush();
    }

    private static final class Kept extends ByteArrayOutputStream {
        @Override
        public synchronized void write(int b) {
            if (size() < LIMIT_BYTES) {
                super.write(b);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, Math.min(length, LIMIT_BYTES - size()));
        }
    }
}
