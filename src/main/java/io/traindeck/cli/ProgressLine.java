package io.traindeck.cli;

import java.io.PrintStream;

/**
 * What a command that takes a while is busy with, in one line that rewrites itself and is gone in the end. Says nothing
 * where there is no terminal.
 */
final class ProgressLine implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean terminal;
    private boolean ended;

    ProgressLine(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** @param doing short enough for a narrow terminal: a line that wraps could not be rewritten */
    synchronized void show(String doing) {
        if (terminal && !ended) {
            err.print(CLEAR_LINE + doing);
            err.flush();
        }
    }

    /** Clears the line, for good. */
    @Override
    public synchronized void close() {
        if (terminal && !ended) {
            err.print(CLEAR_LINE);
            err.flush();
        }
        ended = true;
    }
}
