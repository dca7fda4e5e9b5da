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
    private static final String SUFFIX = ".safetensors";

    /** The model alone, with PyTorch's names. */
    static final String BEST_FILE = "best" + SUFFIX;

    /** The newest full checkpoint. */
    static final String LAST_FILE = "last" + SUFFIX;

    private final Path folder;
    private final Map<String, String> fixed;
    private final Runnable beforeRename;
    private final NDManager manager;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "checkpoints"));
    private final Slot full = new Slot();
    private final Slot best = new Slot();

    /**
     * Removes what a trainer that was killed while it wrote has left.
     *
     * @param fixed settings that never change, as text by name, written into every full checkpoint
     * @param beforeRename is run before a checkpoint is there, to bring the log up to its step to the disk; runs on the
     *     writer's thread
     */
    CheckpointWriter(Path folder, Map<String, String> fixed, Runnable beforeRename, NDManager manager) {
        this.folder = folder;
        this.fixed = fixed;
        this.beforeRename = beforeRename;
        this.manager = manager;
        try {
            DurableFile.removeLeftovers(folder, SUFFIX);
        } catch (IOException e) {
            // They take room and do no other harm. What keeps them from being removed is told with the next write.
        }
    }

    /**
     * A durable checkpoint.
     *
     * @param file its name in the checkpoints folder
     * @param seconds from the call to the durable file
     */
    record Saved(String file, long bytes, double seconds) {}

    /** Told on the writer's thread how a save ended: exactly one of the two is null. */
    interface Outcome {
        void accept(Saved saved, Throwable failure);
    }

    /** Saves the best weights. */
    void saveBest(TrainingState state, LoopState loop, Outcome outcome) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("epoch", Integer.toString(loop.best().epoch()));
        metadata.put("val_acc", Double.toString(loop.best().valAcc()));
        submit(best, state.best(), metadata, BEST_FILE, List.of(), outcome);
    }

    /** Saves everything a resumed run needs as the last checkpoint. */
    void saveLast(TrainingState state, LoopState loop, DialsInForce dials, Outcome outcome) {
        submit(full, state.tensors(loop.best().exists()), metadata(loop, dials), LAST_FILE, List.of(), outcome);
    }

    /** Saves everything a resumed run needs under the step's own name, to be kept, and as the last checkpoint. */
    void saveStep(TrainingState state, LoopState loop, DialsInForce dials, Outcome outcome) {
        String file = String.format(Locale.ROOT, "step-%08d", loop.step()) + SUFFIX;
        submit(full, state.tensors(loop.best().exists()), metadata(loop, dials), file, List.of(LAST_FILE), outcome);
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
            List<String> aliases,
            Outcome outcome) {
        long start = System.nanoTime();
        slot.awaitWritten();
        slot.tensors.copyFrom(tensors, manager);
        slot.write = () -> CompletableFuture.supplyAsync(
                        () -> {
                            long bytes = write(slot.tensors, metadata, file, aliases);
                            return new Saved(file, bytes, (System.nanoTime() - start) / 1e9);
                        },
                        thread)
                .whenComplete(outcome::accept);
        slot.written = slot.write.get();
    }

    private long write(HostTensors tensors, Map<String, String> metadata, String file, List<String> aliases) {
        try {
            ByteBuffer head = Safetensors.head(metadata, tensors.layout(), tensors.body());
            ByteBuffer body = tensors.body();
            long bytes = (long) head.remaining() + body.remaining();
            Path path = folder.resolve(file);
            DurableFile.makeFolder(folder);
            DurableFile.replace(path, List.of(head, body), () -> {
                beforeRename.run();
                requireNoLink();
            });
            for (String alias : aliases) {
                DurableFile.alias(path, folder.resolve(alias));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** A copy, and the write that it is or was busy with. */
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
            // How a write ended has been told to whoever asked for it.
            written.handle((saved, failure) -> null).join();
        }
    }
}
