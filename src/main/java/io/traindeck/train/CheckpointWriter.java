package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Writes checkpoints on a thread of its own, from a copy: the training loop waits for the copy only.
 *
 * <p>Files of one run are written one after the other. There is one copy for the full state and one for the best
 * weights; a second save of the same sort waits until the first is on disk.
 */
final class CheckpointWriter implements AutoCloseable {
    static final String SUFFIX = ".safetensors";

    /** The model alone, with PyTorch's names. */
    static final String BEST_FILE = "best" + SUFFIX;

    /** The newest full checkpoint. */
    static final String LAST_FILE = "last" + SUFFIX;

    private final Path folder;
    private final Map<String, String> fixed;
    private final CheckpointRing ring;
    private final Runnable beforeRename;
    private final NDManager manager;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "checkpoints"));
    private final Slot full = new Slot();
    private final Slot best = new Slot();

    /**
     * Begins to write, and removes the files that a trainer has left that was killed while it wrote.
     *
     * @param keep how many periodic checkpoints are kept under their steps' names
     * @param fixed settings that never change, as text by name, written into every full checkpoint
     * @param beforeRename is run before a checkpoint gets its name, to bring the log up to its step to the disk; runs
     *     on the writer's thread
     */
    CheckpointWriter(Path folder, int keep, Map<String, String> fixed, Runnable beforeRename, NDManager manager) {
        this.folder = folder;
        this.fixed = fixed;
        this.beforeRename = beforeRename;
        this.manager = manager;
        try {
            DurableFile.removeLeftovers(folder, SUFFIX);
        } catch (IOException e) {
            // What is left takes room, and does no other harm. The next write reports why it cannot be removed.
        }
        ring = new CheckpointRing(folder, keep);
    }

    /**
     * A durable checkpoint.
     *
     * @param file its name in the checkpoints folder
     * @param seconds the time from the call to the durable file
     */
    record Saved(String file, long bytes, double seconds) {}

    /** Is told on the writer's thread how a save ended: exactly one of the two is null. */
    interface Outcome {
        void accept(Saved saved, Throwable failure);
    }

    /** Saves the best weights. */
    void saveBest(TrainingState state, LoopState loop, Outcome outcome) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("epoch", Integer.toString(loop.best().epoch()));
        metadata.put("val_acc", Double.toString(loop.best().valAcc()));
        submit(best, state.best(), metadata, BEST_FILE, Ring.LEFT, outcome);
    }

    /** Saves everything a resumed run needs as the last checkpoint. */
    void saveLast(TrainingState state, LoopState loop, DialsInForce dials, Outcome outcome) {
        submit(full, state.tensors(loop.best().exists()), metadata(loop, dials), LAST_FILE, Ring.LEFT, outcome);
    }

    /**
     * Saves everything a resumed run needs as the last checkpoint, because it is time for a periodic one, and keeps it
     * for a while under the step's own name if there is a ring for that.
     */
    void savePeriodic(TrainingState state, LoopState loop, DialsInForce dials, Outcome outcome) {
        if (!ring.exists()) {
            saveLast(state, loop, dials, outcome);
            return;
        }
        Map<String, String> metadata = metadata(loop, dials);
        metadata.put(CheckpointRing.KEY, CheckpointRing.IN_RING);
        submit(full, state.tensors(loop.best().exists()), metadata, stepFile(loop), Ring.ENTERED, outcome);
    }

    private static String stepFile(LoopState loop) {
        return String.format(Locale.ROOT, "step-%08d", loop.step()) + SUFFIX;
    }

    /** The meaning of a write for the ring of periodic checkpoints. */
    private enum Ring {
        LEFT,
        ENTERED,
        RELEASED
    }

    /** Saves everything a resumed run needs under the step's own name, to be kept, and as the last checkpoint. */
    void saveStep(TrainingState state, LoopState loop, DialsInForce dials, Outcome outcome) {
        submit(
                full,
                state.tensors(loop.best().exists()),
                metadata(loop, dials),
                stepFile(loop),
                Ring.RELEASED,
                outcome);
    }

    /** Tries once more to write the copies whose last try failed; their outcome is told again. */
    void writeFailedAgain() {
        full.writeAgainIfFailed();
        best.writeAgainIfFailed();
        awaitWritten();
    }

    /** Whether {@code file} is the last checkpoint of this folder. */
    boolean isLast(Path file) {
        try {
            return Files.isSameFile(file, folder.resolve(LAST_FILE));
        } catch (IOException e) {
            // There is no last checkpoint.
            return false;
        }
    }

    /** Waits until everything that was saved is on disk, or has failed, and its outcome is told. */
    void awaitWritten() {
        full.awaitWritten();
        best.awaitWritten();
    }

    /** Waits as {@link #awaitWritten} does; after that nothing can be saved any more. */
    @Override
    public void close() {
        awaitWritten();
        thread.shutdown();
    }

    private Map<String, String> metadata(LoopState loop, DialsInForce dials) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(CheckpointReader.FORMAT_KEY, CheckpointReader.FORMAT);
        fixed.forEach((name, value) -> metadata.put(CheckpointReader.DIAL_PREFIX + name, value));
        metadata.putAll(dials.toMetadata());
        metadata.putAll(loop.toMetadata());
        return metadata;
    }

    private void submit(
            Slot slot,
            Map<String, NDArray> tensors,
            Map<String, String> metadata,
            String file,
            Ring means,
            Outcome outcome) {
        long start = System.nanoTime();
        slot.awaitWritten();
        // What it held is lost as soon as the copy begins, and must not be written again if the copy fails.
        slot.written = CompletableFuture.completedFuture(null);
        slot.tensors.copyFrom(tensors, manager);
        slot.write = () -> CompletableFuture.supplyAsync(
                        () -> {
                            return write(slot.tensors, metadata, file, means, start);
                        },
                        thread)
                .whenComplete(outcome::accept);
        slot.written = slot.write.get();
    }

    private Saved write(HostTensors tensors, Map<String, String> metadata, String file, Ring means, long start) {
        Path path = folder.resolve(file);
        // A checkpoint that a person asked for at this very step is as good, and must not be thrown away later.
        boolean taken = means == Ring.ENTERED && ring.isTaken(path);
        String name = taken ? LAST_FILE : file;
        long room = tensors.body().remaining();
        long bytes = ring.makingRoom(room, () -> writeOnce(tensors, metadata, folder.resolve(name)));
        Saved saved = new Saved(name, bytes, (System.nanoTime() - start) / 1e9);
        if (means == Ring.LEFT || taken) {
            return saved;
        }
        // It must not make room for its own other name.
        ring.release(path);
        try {
            ring.makingRoom(room, () -> {
                DurableFile.alias(path, folder.resolve(LAST_FILE));
                return bytes;
            });
        } finally {
            if (means == Ring.ENTERED) {
                ring.add(path);
            }
        }
        return saved;
    }

    private long writeOnce(HostTensors tensors, Map<String, String> metadata, Path path) throws IOException {
        ByteBuffer head = Safetensors.head(metadata, tensors.layout(), tensors.body());
        ByteBuffer body = tensors.body();
        long bytes = (long) head.remaining() + body.remaining();
        DurableFile.makeFolder(folder);
        DurableFile.replace(path, List.of(head, body), () -> {
            beforeRename.run();
            requireNoLink();
        });
        return bytes;
    }

    /**
     * Checks once more, as late as possible: a link may have been put in the folder's place while the file was written.
     */
    private void requireNoLink() {
        try {
            DurableFile.requireNoLink(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy, and its present or last write. */
    private static final class Slot {
        private final HostTensors tensors = new HostTensors();
        private Supplier<CompletableFuture<Saved>> write;
        private CompletableFuture<Saved> written = CompletableFuture.completedFuture(null);

        void writeAgainIfFailed() {
            awaitWritten();
            if (written.isCompletedExceptionally()) {
                written = write.get();
            }
        }

        void awaitWritten() {
            // Whoever asked for a write has been told how it ended.
            written.handle((saved, failure) -> null).join();
        }
    }
}
