package io.traindeck.cli.trainer;

import io.traindeck.terminal.Signals;
import io.traindeck.terminal.Signals.Registration;
import io.traindeck.terminal.Signals.Signal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets INT and TERM ask this process to come to an end. A second signal ends it at once; a lost terminal changes
 * nothing. Schedulers send TERM, and batch scripts pass it on: if it comes several times within a second, it counts as
 * one.
 */
public final class EndSignals implements AutoCloseable {
    /** The exit codes that a shell gives a program that a signal ended. */
    private static final Map<Signal, Integer> EXIT_CODES = Map.of(Signal.INT, 130, Signal.TERM, 143);

    /** The time in which a further TERM counts as the first one. */
    static final Duration ONE_TERM = Duration.ofSeconds(1);

    private final Consumer<Signal> told;

    /** The newest comes first, since each puts back the handler that it replaced. */
    private final Deque<Registration> registrations = new ArrayDeque<>();

    private volatile Signal endedBy;
    private boolean closed;

    /**
     * Listens until closed.
     *
     * @param told is given the first signal, on a thread of its own
     */
    public EndSignals(Consumer<Signal> told) {
        this.told = told;
        registrations.push(Signals.ignore(Signal.HUP));
        for (Signal signal : EXIT_CODES.keySet()) {
            registrations.push(Signals.on(signal, () -> end(signal)));
        }
    }

    /**
     * Takes the first signal, and leaves the second one to the kernel: of all ways to end at once, only that one runs
     * no code of ours, of Java or of PyTorch, whose threads may be at work.
     */
    private void end(Signal signal) {
        synchronized (registrations) {
            if (endedBy != null) {
                // The signal came so soon that it counts as one with the first.
                return;
            }
            endedBy = signal;
            registrations.push(Signals.byDefault(Signal.INT));
            if (signal == Signal.TERM) {
                Thread later = new Thread(this::obeyFurtherTerms, "end-signals");
                later.setDaemon(true);
                later.start();
            } else {
                registrations.push(Signals.byDefault(Signal.TERM));
            }
        }
        told.accept(signal);
    }

    /** Lets TERM end this process at once, from a while after the first one on. */
    private void obeyFurtherTerms() {
        try {
            TimeUnit.NANOSECONDS.sleep(ONE_TERM.toNanos());
        } catch (InterruptedException e) {
            // Nobody interrupts it; if somebody does, the time is up.
            Thread.currentThread().interrupt();
        }
        synchronized (registrations) {
            if (!closed) {
                registrations.push(Signals.byDefault(Signal.TERM));
            }
        }
    }

    /** Returns the exit code of a process that was told to end; empty if it was not. */
    public OptionalInt exitCode() {
        Signal signal = endedBy;
        return signal == null ? OptionalInt.empty() : OptionalInt.of(EXIT_CODES.get(signal));
    }

    @Override
    public void close() {
        synchronized (registrations) {
            closed = true;
            registrations.forEach(Registration::close);
        }
    }
}
