package io.traindeck.cli.plain;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells what a program that takes a while is busy with: on a terminal by a line that rewrites itself and is gone in the
 * end. Without a terminal only lines that stay are printed.
 */
public final class ProgressLine implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";

    /** A line longer than the terminal is wide is cut there: one that wraps could not be rewritten. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private static final double MIB = 1 << 20;
    private static final int PARTS = 10;

    private final PrintStream out;
    private final boolean terminal;
    private boolean shown;
    private boolean ended;
    private int part = -1;

    /** @param terminal whether {@code out} is a terminal */
    public ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Rewrites the line. */
    public synchronized void show(String doing) {
        if (terminal && !ended) {
            put(CLEAR_LINE + NO_WRAP + doing + WRAP);
            shown = true;
        }
    }

    /** Puts a line that stays in the place of the one that rewrites itself. */
    synchronized void print(String line) {
        put((shown ? CLEAR_LINE : "") + line + System.lineSeparator());
        shown = false;
    }

    /** Tells how the download of a data set goes; without a terminal, at every tenth of it. */
    public synchronized void downloaded(long bytes, long total) {
        long whole = Math.max(1, total);
        String line = String.format(
                Locale.ROOT,
                "downloading CIFAR-10: %.0f of %.0f MB (%d%%)",
                bytes / MIB,
                total / MIB,
                100 * bytes / whole);
        int reached = (int) (PARTS * bytes / whole);
        if (!terminal && reached != part) {
            print(line);
        }
        part = reached;
        show(line);
    }

    /** Clears the line, for good. */
    @Override
    public synchronized void close() {
        if (shown) {
            put(CLEAR_LINE);
            shown = false;
        }
        ended = true;
    }

    private void put(String text) {
        out.print(text);
        out.flush();
    }
}
