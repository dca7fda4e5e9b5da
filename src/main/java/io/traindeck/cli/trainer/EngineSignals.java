package io.traindeck.cli.trainer;

import io.traindeck.terminal.Signals;
import io.traindeck.terminal.Signals.Registration;
import io.traindeck.terminal.Signals.Signal;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets signals end a process in which PyTorch computes and which has nothing to save: the kernel itself obeys INT, TERM
 * and HUP. Java's own way out would run PyTorch's exit handlers under its threads, which crash then.
 */
public final class EngineSignals implements AutoCloseable {
    private final List<Registration> registrations;

    /**
     * Is in place until closed.
     *
     * @param last is run before the end, on a thread of its own
     */
    public EngineSignals(Runnable last) {
        registrations = Stream.of(Signal.INT, Signal.TERM, Signal.HUP)
                .map(signal -> Signals.byDefaultAfter(signal, last))
                .toList();
    }

    @Override
    public void close() {
        registrations.forEach(Registration::close);
    }
}
