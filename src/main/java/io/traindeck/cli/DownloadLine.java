package io.traindeck.cli;

import io.traindeck.data.Cifar10Download;
import java.io.PrintStream;
import java.util.Locale;

/** Says how the download of a data set goes: on a terminal in one line that rewrites itself, else every tenth. */
final class DownloadLine implements Cifar10Download.Progress, AutoCloseable {
    private static final double MIB = 1 << 20;
    private static final int PARTS = 10;

    private final PrintStream err;
    private final boolean terminal;
    private int said = -1;

    DownloadLine(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void at(long bytes, long total) {
        int part = (int) (PARTS * bytes / Math.max(1, total));
        if (!terminal && part == said) {
            return;
        }
        said = part;
        String line = String.format(
                Locale.ROOT,
                "downloading CIFAR-10: %.0f of %.0f MB (%d %%)",
                bytes / MIB,
                total / MIB,
                100 * bytes / Math.max(1, total));
        err.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
        err.flush();
    }

    /** Ends the line. */
    @Override
    public void close() {
        if (terminal && said >= 0) {
            err.println();
        }
    }
}
