package io.traindeck.cli;

import io.traindeck.terminal.Signals;
import io.traindeck.terminal.Signals.Registration;
import io.traindeck.terminal.Signals.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** INT and TERM ask this process to come to an end, a second one ends it at once; a lost terminal changes nothing. */
final class EndSignals implements AutoCloseable {
    /** What shells say of a program that a signal ended. */
    private static final Map<Signal, Integer> EXIT_CODES = Map.of(Signal.INT, 130, Signal.TERM, 143);

    private final Consumer<Signal> told;
    private final List<Registration> registrations = new ArrayList<>();
    private final AtomicReference<Signal> endedBy = new AtomicReference<>();

    /**
     * Listens until closed.
     *
     * @param told of the first signal, on a thread of its own
     */
    EndSignals(Consumer<Signal> told) {
        this.told = told;
        registrations.add(Signals.ignore(Signal.HUP));
        for (Signal signal : EXIT_CODES.keySet()) {
            registrations.add(Signals.on(signal, () -> end(signal)));
        }
    }

    private void end(Signal signal) {
        if (!endedBy.compareAndSet(null, signal)) {
            Runtime.getRuntime().halt(EXIT_CODES.get(signal));
        }
        told.accept(signal);
    }

    /** Of a process that was told to end; empty where it was not. */
    OptionalInt exitCode() {
        Signal signal = endedBy.get();
        return signal == null ? OptionalInt.empty() : OptionalInt.of(EXIT_CODES.get(signal));
    }

    @Override
    public void close() {
        registrations.forEach(Registration::close);
    }
}
