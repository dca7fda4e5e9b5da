package io.traindeck.dashboard.replay;

import io.traindeck.event.TrainEvent;
import io.traindeck.source.LoggedRun;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/** A log of which any part can be read again, once it has been read through. For one thread. */
interface ReplayLog extends ReplayStates.Log, Closeable {
    /**
     * The run that is seen after some events.
     *
     * @param run the run that they tell of
     * @param words what is to be said about that; empty for nothing
     */
    record Shown(LoggedRun run, String words) {}

    /**
     * Opens the log of that run.
     *
     * @param alone whether a branch is to be played without what it has in common with its parent
     */
    static ReplayLog of(LoggedRun run, boolean alone) throws IOException {
        if (run.folder().isPresent() && !alone) {
            return new FamilyReplayLog(run.folder().get());
        }
        return run.ownLog().isPresent() ? new OwnReplayLog(run) : new SpooledReplayLog(run);
    }

    /** The run that is seen after the first {@code count} events. */
    Shown at(int count);

    /**
     * Reads the next records for the first time.
     *
     * @return how many; fewer than {@code most} at the end
     */
    int readOn(int most, Consumer<? super TrainEvent> into) throws IOException;

    /** The part of the log that has been read, 0 to 1. */
    double share();

    /** The number of records so far that could not be understood. */
    long unreadable();
}
