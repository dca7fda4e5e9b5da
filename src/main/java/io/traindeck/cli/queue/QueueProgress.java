package io.traindeck.cli.queue;

import io.traindeck.cli.option.StandardStreams;
import java.io.PrintStream;

/**
 * Where a command tells how far its queue is.
 *
 * @param out the stream that it is told on
 * @param forProgram whether a program reads the results on stdout, so that nothing else may be printed there, and no
 *     screen is drawn
 */
public record QueueProgress(PrintStream out, boolean forProgram) {
    static QueueProgress of(boolean forProgram) {
        return new QueueProgress(forProgram ? System.err : System.out, forProgram);
    }

    /** Whether the stream is a terminal. */
    boolean isTerminal() {
        return forProgram ? StandardStreams.errIsTerminal() : StandardStreams.outIsTerminal();
    }
}
