package io.traindeck.dashboard;

import io.traindeck.event.TrainEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads a log through, always one batch ahead of the caller and on another thread: to make events of lines takes as long
 * as all that is then done with them, so two cores halve the wait. The log is the caller's again after {@link #close}.
 */
final class ReadAhead implements AutoCloseable {
    /** Lines: half a millisecond of work, which is long against handing it over, and few enough to be gone soon. */
    private static final int LINES = 512;

    /**
     * Some neighbouring lines.
     *
     * @param offset where they end, in bytes
     * @param unreadableLines of the log so far
     * @param isLast whether the log ends with them
     */
    record Batch(List<TrainEvent> events, long offset, long unreadableLines, boolean isLast) {}

    private final ReplayLog log;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(ReadAhead::thread);
    private CompletableFuture<Batch> ahead;

    ReadAhead(ReplayLog log) {
        this.log = log;
        ahead = readAsync();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "replay-decoder");
        thread.setDaemon(true);
        return thread;
    }

    /** The next batch; none comes after the last. */
    Batch next() throws IOException {
        try {
            Batch batch = ahead.join();
            if (!batch.isLast()) {
                ahead = readAsync();
            }
            return batch;
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException failure ? failure.getCause() : new IOException(e);
        }
    }

    private CompletableFuture<Batch> readAsync() {
        return CompletableFuture.supplyAsync(this::read, thread);
    }

    private Batch read() {
        try {
            List<TrainEvent> events = new ArrayList<>(LINES);
            int lines = log.readOn(LINES, events::add);
            return new Batch(events, log.offset(), log.unreadableLines(), lines < LINES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the batch under way: a few milliseconds. */
    @Override
    public void close() {
        ahead.handle((batch, failure) -> null).join();
        thread.shutdown();
    }
}
