package io.traindeck.dashboard.replay;

import io.traindeck.advice.LogAdvice;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Warning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Reads a log through, some batches ahead of the caller. One thread makes events of lines, another finds the advice
 * that they give rise to, and the caller does all the rest. These shares are of similar size, so that two cores are
 * kept busy. The log is the caller's again after {@link #close}.
 */
final class ReadAhead implements AutoCloseable {
    /**
     * The lines of a batch: half a millisecond of work, which is long compared with handing it over, and few enough to
     * be gone soon.
     */
    private static final int LINES = 512;

    /** The number of batches that are read ahead, so that no thread waits for another at each batch. */
    private static final int BATCHES_AHEAD = 6;

    /**
     * The events of some neighbouring lines.
     *
     * @param missing the advice that the log lacks, by the place among {@code events} of the event before which it stands
     * @param share the part of the log that has been read so far, 0 to 1
     * @param unreadable records of the log so far that could not be understood
     * @param isLast whether the log ends with them
     */
    record Batch(
            List<TrainEvent> events,
            Map<Integer, List<Warning>> missing,
            double share,
            long unreadable,
            boolean isLast) {
        /** Hands on each event with the advice that is missing before it. */
        void forEach(BiConsumer<List<Warning>, TrainEvent> each) {
            for (int i = 0; i < events.size(); i++) {
                each.accept(missing.isEmpty() ? List.of() : missing.getOrDefault(i, List.of()), events.get(i));
            }
        }
    }

    private final ReplayLog log;
    private final LogAdvice advice = new LogAdvice();
    private final ExecutorService decoder = thread("replay-decoder");
    private final ExecutorService adviser = thread("replay-adviser");
    private final Deque<CompletableFuture<Batch>> ahead = new ArrayDeque<>();
    private volatile boolean ended;

    ReadAhead(ReplayLog log) {
        this.log = log;
        for (int i = 0; i < BATCHES_AHEAD; i++) {
            ahead.add(readAsync());
        }
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The next batch; none comes after the last. */
    Batch next() throws IOException {
        try {
            Batch batch = ahead.remove().join();
            ahead.add(readAsync());
            return batch;
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException failure ? failure.getCause() : new IOException(e);
        }
    }

    private CompletableFuture<Batch> readAsync() {
        return CompletableFuture.supplyAsync(this::read, decoder).thenApplyAsync(this::advise, adviser);
    }

    private Batch read() {
        try {
            List<TrainEvent> events = new ArrayList<>(LINES);
            ended = ended || log.readOn(LINES, events::add) < LINES;
            return new Batch(events, Map.of(), log.share(), log.unreadable(), ended);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Batch advise(Batch read) {
        Map<Integer, List<Warning>> missing = new HashMap<>();
        List<TrainEvent> events = read.events();
        for (int i = 0; i < events.size(); i++) {
            List<Warning> before = advice.before(events.get(i));
            if (!before.isEmpty()) {
                missing.put(i, before);
            }
        }
        return new Batch(events, missing, read.share(), read.unreadable(), read.isLast());
    }

    /** Waits for the batch under way: a few milliseconds. */
    @Override
    public void close() {
        ended = true;
        ahead.forEach(batch -> batch.handle((read, failure) -> null).join());
        decoder.shutdown();
        adviser.shutdown();
    }
}
