package io.traindeck.cli.trainer;

import io.traindeck.terminal.Signals;
import io.traindeck.terminal.Signals.Registration;
import io.traindeck.terminal.Signals.Signal;
import io.traindeck.train.Control;
import io.traindeck.train.ControlQueue;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/**
 * Turns signals into requests to a trainer: INT and TERM save and end, a second one ends at once; USR1 saves and goes
 * on; a lost terminal changes nothing.
 */
final class TrainerSignals implements AutoCloseable {
    private final ControlQueue controls;
    private final Registration save;
    private final EndSignals end;
    private Thread waiting;

    /** Listens until closed. */
    TrainerSignals(ControlQueue controls) {
        this.controls = controls;
        save = Signals.on(Signal.USR1, () -> controls.add(new Control.Save(Signal.USR1.name())));
        end = new EndSignals(this::terminate);
    }

    @Override
    public void close() {
        end.close();
        save.close();
    }

    /** Returns the exit code of a process that was told to end; empty if it was not. */
    OptionalInt exitCode() {
        return end.exitCode();
    }

    /** Does {@code work} that may take long while nothing trains yet: a signal to end interrupts it. */
    <T> T interruptibly(Callable<T> work) throws Exception {
        synchronized (this) {
            if (exitCode().isPresent()) {
                throw new InterruptedException();
            }
            waiting = Thread.currentThread();
        }
        try {
            return work.call();
        } finally {
            synchronized (this) {
                waiting = null;
                // The signal may have come just when the work was done.
                Thread.interrupted();
            }
        }
    }

    private synchronized void terminate(Signal signal) {
        controls.add(new Control.Terminate(signal.name()));
        if (waiting != null) {
            waiting.interrupt();
        }
    }
}
