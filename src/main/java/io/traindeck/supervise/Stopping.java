package io.traindeck.supervise;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Brings a program to its end: by a signal that it may answer in its own way, and if it does not, by stronger ones. */
final class Stopping {
    private final Program program;
    private final Duration grace;
    private final Consumer<String> said;

    private final Deque<Signal> left = new ArrayDeque<>();
    private Signal last;
    private long nextAt;

    /**
     * @param grace how long the program may take to answer a signal
     * @param said takes a sentence each time when it has taken longer
     */
    Stopping(Program program, Duration grace, Consumer<String> said) {
        this.program = program;
        this.grace = grace;
        this.said = said;
    }

    /** Whether the program has been asked to end. */
    boolean isBegun() {
        return last != null;
    }

    /** The last signal that was sent; null for none. */
    Signal last() {
        return last;
    }

    /** Sends the first signal. If the program is asked already, this does nothing. */
    void begin(Signal first) {
        if (isBegun()) {
            return;
        }
        left.addAll(first == Signal.TERM ? List.of(Signal.KILL) : List.of(Signal.TERM, Signal.KILL));
        if (first == Signal.INT || first == Signal.TERM) {
            program.signalSession(first);
        } else if (!program.signalWhoCatches(first)) {
            said.accept(
                    "the program has no handler for " + first + ", which would have ended it at once; INT was sent");
            program.signalSession(Signal.INT);
            sent(Signal.INT);
            return;
        }
        sent(first);
    }

    /** Sends the next signal if it is time; to be called again and again while the program lives. */
    void goOn() {
        if (isBegun() && !left.isEmpty() && System.nanoTime() - nextAt >= 0) {
            Signal signal = left.remove();
            said.accept("the program goes on " + grace.toSeconds() + " s after " + last + "; " + signal + " is sent");
            if (signal == Signal.KILL) {
                program.signalAll(signal);
            } else {
                program.signalSession(signal);
            }
            sent(signal);
        }
    }

    /** Ends the program at once. */
    void kill() {
        left.clear();
        program.signalAll(Signal.KILL);
        sent(Signal.KILL);
    }

    private void sent(Signal signal) {
        last = signal;
        nextAt = System.nanoTime() + grace.toNanos();
    }
}
