package io.traindeck.dashboard.live;

import io.traindeck.event.TrainEvent;
import io.traindeck.source.FollowedRun;
import io.traindeck.source.LoggedRun;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * Hands on the events of a run's log. If there is much to read, each batch of events is read on another thread while the
 * caller is busy with the batch before: to read and to take take about as long as each other.
 *
 * <p>For one thread. When {@link #read} returns, no other thread reads any more.
 */
final class LogBatches {
    /** The number of records in a batch: some milliseconds of work. */
    private static final int RECORDS = 5_000;

    private final FollowedRun run;
    private final Runnable restarted;

    /** The batch that is being read; null while events are handed on as they are read. */
    private Batch filling;

    /** Takes the events. */
    @FunctionalInterface
    interface Sink {
        /** @param run the run as it was known when the event was read */
        void take(TrainEvent event, LoggedRun run);
    }

    /** @param restarted runs before the first event of a log that was begun anew, see {@link LoggedRun#follow} */
    LogBatches(LoggedRun run, Runnable restarted) {
        this.restarted = restarted;
        this.run = run.follow(this::restart);
    }

    /** The run that is followed, for everything but reading its log. */
    FollowedRun run() {
        return run;
    }

    private void restart() {
        if (filling == null) {
            restarted.run();
        } else {
            filling.restarts.add(filling.events.size());
        }
    }

    /**
     * Reads on.
     *
     * @param goesOn whether there is time for another batch; it is asked after each
     * @return whether there is more to read at once
     * @throws IOException if the log cannot be read; what was read before has been handed on
     */
    boolean read(Sink into, BooleanSupplier goesOn) throws IOException {
        // What is appended to a log that is followed comes this way: there is nothing to be done meanwhile.
        boolean more = run.poll(RECORDS, event -> into.take(event, run.run())) == RECORDS;
        if (!more || !goesOn.getAsBoolean()) {
            return more;
        }
        Batch batch = fill();
        while (batch.isFull() && goesOn.getAsBoolean()) {
            FutureTask<Batch> next = new FutureTask<>(this::fill);
            Thread reader = new Thread(next, "log-reader");
            reader.setDaemon(true);
            reader.start();
            handOn(batch, into);
            batch = resultOf(next);
        }
        handOn(batch, into);
        if (batch.failure != null) {
            throw batch.failure;
        }
        return batch.isFull();
    }

    private Batch fill() {
        Batch batch = new Batch();
        filling = batch;
        try {
            batch.records = run.poll(RECORDS, batch.events::add);
        } catch (IOException e) {
            batch.failure = e;
        } finally {
            filling = null;
        }
        batch.run = run.run();
        return batch;
    }

    private static Batch resultOf(FutureTask<Batch> reading) throws InterruptedIOException {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the log was read");
        }
    }

    private void handOn(Batch batch, Sink into) {
        int from = 0;
        for (int restart : batch.restarts) {
            batch.events.subList(from, restart).forEach(event -> into.take(event, batch.run));
            restarted.run();
            from = restart;
        }
        batch.events.subList(from, batch.events.size()).forEach(event -> into.take(event, batch.run));
    }

    /** Events that were read and are still to be taken. */
    private static final class Batch {
        final List<TrainEvent> events = new ArrayList<>();

        /** The numbers of events of this batch before which the log was begun anew, in order. */
        final List<Integer> restarts = new ArrayList<>(0);

        int records;
        LoggedRun run;

        /** The reason why no more could be read; null if there was none. */
        IOException failure;

        boolean isFull() {
            return records == RECORDS;
        }
    }
}
