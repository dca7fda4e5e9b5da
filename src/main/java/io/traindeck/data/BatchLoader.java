package io.traindeck.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Hands out the batches of an epoch, which another thread prepares ahead into buffers that are used again and again.
 *
 * <p>A batch's buffers are valid until the following {@link #next}, {@link #start} or {@link #close}. The last batch of
 * an epoch may be short; none is dropped. For use by one thread at a time.
 */
public final class BatchLoader implements AutoCloseable {
    /** One batch for the caller, one ready, and one in preparation: a batch takes far less time than its step. */
    static final int SLOTS = 3;

    private final int imageCount;
    private final int batchSize;
    private BatchOrder order;
    private final ExecutorService worker;
    private final Deque<BatchSlot> free = new ArrayDeque<>(SLOTS);
    private final Deque<Pending> pending = new ArrayDeque<>(SLOTS);

    private BatchSlot held;
    private int epoch;
    private int nextBatch;
    private int[] indices;

    private record Pending(Future<Batch> batch, BatchSlot slot, int number) {}

    /**
     * @param batchSize images in a batch, at least 1; a set with fewer makes one short batch
     * @param order how each epoch is ordered and augmented
     */
    public BatchLoader(ImageSet set, int batchSize, BatchOrder order) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("a batch of " + batchSize + " images");
        }
        this.imageCount = set.size();
        this.batchSize = batchSize;
        this.order = Objects.requireNonNull(order);
        for (int i = 0; i < SLOTS; i++) {
            free.add(new BatchSlot(set, Math.min(batchSize, imageCount)));
        }
        this.worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "batch-loader");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns how many batches an epoch has, the short one included. */
    public int batchesPerEpoch() {
        return (imageCount - 1) / batchSize + 1;
    }

    /**
     * Begins to prepare an epoch, and abandons what was in preparation.
     *
     * @param firstBatch the first batch to hand out, from 0; {@link #batchesPerEpoch} for an epoch that is over
     */
    public void start(int epoch, int firstBatch) {
        requireOpen();
        Objects.checkIndex(firstBatch, batchesPerEpoch() + 1);
        // A task that already runs may still fill its slot. That slot's next task waits behind it on the one thread.
        abandon();
        this.epoch = epoch;
        this.nextBatch = firstBatch;
        this.indices = order.indices(epoch, imageCount);
        prepareAhead();
    }

    /** Begins as {@link #start(int, int)} does, with another order from here on. */
    public void start(BatchOrder newOrder, int newEpoch, int firstBatch) {
        order = Objects.requireNonNull(newOrder);
        start(newEpoch, firstBatch);
    }

    /**
     * Returns the next batch, or empty after the epoch's last; waits if it is not ready yet. If interrupted while
     * waiting, no batch is lost: the next call hands it out.
     *
     * @throws IllegalStateException if no epoch was started, or with its cause if the preparation failed
     */
    public Optional<Batch> next() throws InterruptedException {
        requireOpen();
        if (indices == null) {
            throw new IllegalStateException("no epoch was started");
        }
        if (held != null) {
            free.add(held);
            held = null;
            prepareAhead();
        }
        Pending first = pending.peek();
        if (first == null) {
            return Optional.empty();
        }
        Batch batch = await(first);
        pending.remove();
        held = first.slot();
        return Optional.of(batch);
    }

    /** Ends the preparing thread, and waits for its end. */
    @Override
    public void close() {
        abandon();
        worker.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = worker.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                // The thread ends within one batch: wait for that, then pass the interrupt on.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void prepareAhead() {
        while (!free.isEmpty() && nextBatch < batchesPerEpoch()) {
            BatchSlot slot = free.remove();
            int from = nextBatch * batchSize;
            int to = Math.min(from + batchSize, imageCount);
            int[] epochIndices = indices;
            int epochNumber = epoch;
            BatchOrder epochOrder = order;
            Future<Batch> batch = worker.submit(() -> slot.fill(epochOrder, epochNumber, epochIndices, from, to));
            pending.add(new Pending(batch, slot, nextBatch));
            nextBatch++;
        }
    }

    private void abandon() {
        if (held != null) {
            free.add(held);
            held = null;
        }
        for (Pending abandoned : pending) {
            abandoned.batch().cancel(false);
            free.add(abandoned.slot());
        }
        pending.clear();
    }

    private Batch await(Pending first) throws InterruptedException {
        try {
            return first.batch().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "batch " + first.number() + " of epoch " + epoch + " could not be prepared", e.getCause());
        }
    }

    private void requireOpen() {
        if (worker.isShutdown()) {
            throw new IllegalStateException("the loader is closed");
        }
    }
}
