package io.traindeck.source;

import io.traindeck.event.TrainEvent;
import java.io.Closeable;
import java.io.IOException;

/**
 * The events of a run, wherever its log is: in their order, and more as they are written. If a log is replaced or cut
 * short underneath, it is read anew from its start. Before that, the {@code restarted} of the source runs, so that its
 * caller can forget the events so far.
 *
 * <p>For one thread.
 */
public interface EventSource extends Closeable {
    /**
     * Hands on the events of the next records.
     *
     * @param most records to read at most, unreadable ones included
     * @return how many records were read; fewer than {@code most} at the present end of the log
     * @throws IOException if the log is there but cannot be read; what was handed on stays true, and the next poll tries
     *     again
     */
    int poll(int most, Sink into) throws IOException;

    /**
     * Passes over what is there.
     *
     * @throws IOException if the log is there but cannot be read
     */
    default void passOver() throws IOException {
        int most = 10_000;
        while (poll(most, event -> {}) == most) {
            // There is more.
        }
    }

    /** The part of the log that has been read, 0 to 1. */
    double share();

    /** The number of records so far that could not be understood, without a last one that is still being written. */
    long unreadable();

    /** The receiver of the events. */
    interface Sink {
        void take(TrainEvent event);
    }
}
