package io.traindeck.cli;

import io.traindeck.terminal.Signals;
import io.traindeck.terminal.Signals.Signal;
import io.traindeck.train.Control;
import io.traindeck.train.ControlQueue;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/**
 * What signals ask of a trainer: INT and TERM save and end, a second one ends at once; USR1 saves and goes on; a lost
 * terminal changes nothing.
 */
final class TrainerSignals {
    /** What shells say of a program that a signal ended. */
    private static final Map<Signal, Integer> EXIT_CODES = Map.of(Signal.INT, 130, Signal.TERM, 143);

    private final ControlQueue controls;
    private Signal terminatedBy;
    private Thread waiting;

    TrainerSignals(ControlQueue controls) {
        this.controls = controls;
    }

    void listen() {
        Signals.ignore(Signal.HUP);
        Signals.on(Signal.USR1, () -> controls.add(new Control.Save(Signal.USR1.name())));
        for (Signal signal : EXIT_CODES.keySet()) {
            Signals.on(signal, () -> terminate(signal));
        }
    }

    /** Of a process that was told to end; empty where it was not. */
    synchronized OptionalInt exitCode() {
        return terminatedBy == null ? OptionalInt.empty() : OptionalInt.of(EXIT_CODES.get(terminatedBy));
    }

    /** Does what may take long while nothing trains yet: a signal to end interrupts it. */
    <T> T interruptibly(Callable<T> work) throws Exception {
        synchronized (this) {
            if (terminatedBy != null) {
                throw new InterruptedException();
            }
            waiting = Thread.currentThread();
        }
        try {
            return work.call();
        } finally {
            synchronized (this) {
                waiting = null;
                // It may have come as the work was done.
                Thread.interrupted();
            }
        }
    }

    private synchronized void terminate(Signal signal) {
        if (terminatedBy != null) {
            Runtime.getRuntime().halt(EXIT_CODES.get(signal));
        }
        terminatedBy = signal;
        controls.add(new Control.Terminate(signal.name()));
        if (waiting != null) {
            waiting.interrupt();
        }
    }
}
