package io.traindeck.dashboard.replay;

import io.traindeck.event.TrainEvent;
import io.traindeck.source.LoggedRun;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/** A log of which any part can be read again, once it has been read through. For one thread. */
interface ReplayLog extends ReplayStates.Log, Closeable {
    /** The log of that run. */
    static ReplayLog of(LoggedRun run) throws IOException {
        return run.ownLog().isPresent() ? new OwnReplayLog(run.ownLog().get()) : new SpooledReplayLog(run);
    }

    /**
     * Reads the next records for the first time.
     *
     * @return how many; fewer than {@code most} at the end
     */
    int readOn(int most, Consumer<? super TrainEvent> into) throws IOException;

    /** The part of the log that has been read, 0 to 1. */
    double share();

    /** Records so far that could not be understood. */
    long unreadable();
}
