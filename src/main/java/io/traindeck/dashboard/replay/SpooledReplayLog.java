package io.traindeck.dashboard.replay;

import io.traindeck.event.TrainEvent;
import io.traindeck.source.Closing;
import io.traindeck.source.EventSource;
import io.traindeck.source.EventSpool;
import io.traindeck.source.LoggedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** A log that can be read from its start only: its events are kept beside it, and read again from there. */
final class SpooledReplayLog implements ReplayLog {
    private final LoggedRun run;
    private final EventSource source;
    private final EventSpool spool;
    private boolean replaced;

    SpooledReplayLog(LoggedRun run) throws IOException {
        this.run = run;
        source = run.open(() -> replaced = true);
        spool = new EventSpool();
    }

    @Override
    public Shown at(int count) {
        return new Shown(run, "");
    }

    @Override
    public int readOn(int most, Consumer<? super TrainEvent> into) throws IOException {
        int before = spool.size();
        int read = source.poll(most, event -> keep(event, into));
        if (replaced && before > 0) {
            throw new IOException("the log has been replaced");
        }
        replaced = false;
        return read;
    }

    private void keep(TrainEvent event, Consumer<? super TrainEvent> into) {
        try {
            spool.add(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        into.accept(event);
    }

    @Override
    public void read(int from, int to, Consumer<? super TrainEvent> into) {
        try {
            spool.read(from, to, into);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double share() {
        return source.share();
    }

    @Override
    public long unreadable() {
        return source.unreadable();
    }

    @Override
    public void close() throws IOException {
        Closing.all(List.of(source, spool));
    }
}
