package io.traindeck.dashboard.replay;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.source.LoggedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Our own log, of which any part is read again from the file itself. For one thread. */
final class OwnReplayLog implements ReplayLog {
    /** The number of events from one remembered place to the next: reading them takes less than a millisecond. */
    private static final int STRIDE = 256;

    /** The byte offset of each event whose number is a multiple of {@link #STRIDE}. */
    private final List<Long> offsets = new ArrayList<>();

    private final LoggedRun run;
    private final EventLogReader reader;
    private int events;
    private boolean replaced;

    OwnReplayLog(LoggedRun run) {
        this.run = run;
        reader = new EventLogReader(run.ownLog().orElseThrow(), () -> replaced = true);
    }

    @Override
    public Shown at(int count) {
        return new Shown(run, "");
    }

    @Override
    public int readOn(int lines, Consumer<? super TrainEvent> into) throws IOException {
        return reader.poll(lines, (event, offset) -> {
            if (events % STRIDE == 0) {
                offsets.add(offset);
            }
            events++;
            into.accept(event);
        });
    }

    /** @throws UncheckedIOException if the log is gone, or no longer the one that was read */
    @Override
    public void read(int from, int to, Consumer<? super TrainEvent> into) {
        int start = from / STRIDE;
        reader.seek(offsets.get(start));
        int[] number = {start * STRIDE};
        try {
            while (number[0] < to) {
                int lines = reader.poll(to - number[0], (event, offset) -> {
                    if (number[0] >= from) {
                        into.accept(event);
                    }
                    number[0]++;
                });
                if (replaced || lines == 0) {
                    throw new IOException("the log is gone, or has been replaced");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double share() {
        return reader.share();
    }

    @Override
    public long unreadable() {
        return reader.unreadableLines();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
