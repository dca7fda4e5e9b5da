package io.traindeck.cli.queue;

import io.traindeck.cli.plain.PlainLines;
import io.traindeck.cli.plain.PlainText;
import io.traindeck.run.RunFolder;
import io.traindeck.text.Safe;
import java.io.PrintStream;

/**
 * Prints while the runs of a queue train. If several train at once, each of their lines begins with the name of its
 * run, and none rewrites itself.
 *
 * @param terminal whether {@code out} is a terminal
 */
record QueuePrinter(PrintStream out, boolean terminal, boolean several) {
    /** Prints a line as it is. */
    void line(String text) {
        out.println(Safe.forLine(text));
    }

    /** Prints a line about a run. */
    void say(RunFolder run, String what) {
        line(run.name() + " " + what);
    }

    /** Returns the printer of a run that trains, which the caller must close. */
    PlainLines lines(RunFolder run, PlainText text) {
        return several
                ? new PlainLines(out, false, text, Safe.forLine(run.name()) + "  ")
                : new PlainLines(out, terminal, text);
    }
}
