package io.traindeck.cli;

import java.io.PrintStream;

/**
 * What a command that takes a while is busy with, in one line that rewrites itself and is gone in the end, also where
 * Ctrl-C is the end. Says nothing where there is no terminal.
 */
final class ProgressLine implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean terminal;
    private final Thread atExit = new Thread(this::end, "progress-line");
    private boolean ended;

    ProgressLine(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @param doing short enough for a narrow terminal: a line that wraps could not be rewritten */
    synchronized void show(String doing) {
        if (terminal && !ended) {
            err.print(CLEAR_LINE + doing);
            err.flush();
        }
    }

    /** Clears the line. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM ends, and the hook does it.
        }
        end();
    }

    private synchronized void end() {
        if (terminal && !ended) {
            err.print(CLEAR_LINE);
            err.flush();
        }
        ended = true;
    }
}
