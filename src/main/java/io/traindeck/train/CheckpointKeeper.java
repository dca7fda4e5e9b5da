package io.traindeck.train;

import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.text.IoReason;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Takes care that a run's checkpoints get written: reports how each write went, and tries again after one that failed.
 *
 * <p>A run has {@code best}, {@code last}, and a {@code step-*} for each time a person asked for one, and for the
 * newest periodic ones if these are to be kept. The first two are replaced by their successors; the checkpoints that a
 * person asked for are that person's to throw away.
 */
final class CheckpointKeeper implements ControlDesk.Saver, AutoCloseable {
    /**
     * The time from a failed write to the next try: little against what is lost if the trainer dies meanwhile, and much
     * against the time that the copy of a large network takes.
     */
    static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** The folder of checkpoints within a run folder. */
    static final String FOLDER = "checkpoints";

    private final CheckpointWriter writer;
    private final TrainingState state;
    private final EventBus bus;
    private final InstantSource clock;
    private DialsInForce dials;
    private final Health last = new Health(CheckpointWriter.LAST_FILE);
    private final Health best = new Health(CheckpointWriter.BEST_FILE);

    CheckpointKeeper(
            CheckpointWriter writer, TrainingState state, DialsInForce dials, EventBus bus, InstantSource clock) {
        this.writer = writer;
        this.state = state;
        this.dials = dials;
        this.bus = bus;
        this.clock = clock;
    }

    /** Makes full checkpoints hold these dials from now on. */
    void turn(DialsInForce newDials) {
        dials = newDials;
    }

    /** Saves the best weights, which are copied already. */
    void saveBest(LoopState loop) {
        best.tried();
        int epoch = loop.best().epoch();
        int step = loop.best().step(dials.stepsPerEpoch(), loop.step());
        writer.saveBest(state, loop, (saved, failure) -> tell(best, CheckpointKind.BEST, step, epoch, saved, failure));
    }

    /**
     * Saves everything a resumed run needs.
     *
     * @throws NotFiniteException if the state is of no use to any run: then the checkpoint before stays
     */
    void save(CheckpointKind kind, LoopState loop) {
        state.requireFinite();
        last.tried();
        writer.saveLast(state, loop, dials, telling(kind, loop));
    }

    /** Saves a checkpoint of the ring: it is kept until newer ones take its place. */
    void savePeriodic(CheckpointKind kind, LoopState loop) {
        state.requireFinite();
        last.tried();
        writer.savePeriodic(state, loop, dials, telling(kind, loop));
    }

    @Override
    public void saveForSignal(LoopState loop) {
        save(CheckpointKind.SIGNAL, loop);
    }

    @Override
    public Optional<String> saveToPark(LoopState loop) {
        save(CheckpointKind.KEY, loop);
        awaitWritten();
        return last.unwritten();
    }

    /** Saves everything a resumed run needs in a file of its own, because a person asked for it. */
    @Override
    public void saveStep(LoopState loop, ControlDesk.CheckpointAnswer answer) {
        try {
            state.requireFinite();
        } catch (NotFiniteException e) {
            answer.accept(null, e.getMessage());
            throw e;
        }
        last.tried();
        CheckpointWriter.Outcome told = telling(CheckpointKind.KEY, loop);
        AtomicBoolean answered = new AtomicBoolean();
        writer.saveStep(state, loop, dials, (saved, failure) -> {
            told.accept(saved, failure);
            if (!answered.getAndSet(true)) {
                answer.accept(saved == null ? null : nameInRun(saved), failure == null ? null : reason(failure));
            }
        });
    }

    /**
     * Saves what is due between two steps, because it is time for a periodic checkpoint or because a write failed
     * {@link #RETRY_AFTER} ago.
     *
     * @param everyDone whether it is time for a periodic checkpoint; after a failed write this waits for the next try
     */
    void saveDue(boolean everyDone, LoopState loop) {
        if (best.isFailing() && best.isDue()) {
            saveBest(loop);
        }
        if (last.isFailing() && last.isDue()) {
            save(CheckpointKind.STEP, loop);
        } else if (!last.isFailing() && everyDone) {
            savePeriodic(CheckpointKind.STEP, loop);
        }
    }

    /** Waits until everything that was saved is on disk, or has failed and the failure was reported. */
    void awaitWritten() {
        writer.awaitWritten();
    }

    /**
     * Waits, at the end of the run, for what is being written, and tries once more what failed.
     *
     * @return in words, what could not be written in spite of that
     */
    Optional<String> finish() {
        writer.writeFailedAgain();
        writer.close();
        return Stream.of(last, best).flatMap(file -> file.unwritten().stream()).findFirst();
    }

    /**
     * Makes the checkpoint that the run goes on from its last one, before its log says so: whatever happens after that,
     * the run goes on from this step, and not from one that the log has dropped.
     *
     * @param loop the state of the loop as it was read from {@code file}
     * @param turned whether the dials differ from those in {@code file}
     * @throws CheckpointException if that cannot be done; the last one is then what it was
     */
    void goOnFrom(Path file, LoopState loop, boolean turned) throws CheckpointException {
        if (writer.isLast(file) && !turned) {
            return;
        }
        Optional<String> failure = saveToPark(loop);
        if (failure.isPresent()) {
            throw new CheckpointException("the run cannot go on from " + file + ": " + failure.get());
        }
    }

    /** Returns a checkpoint's path as events have it: relative to the run folder if it lies in it. */
    static String nameInRun(Path file) {
        boolean ours = file.getParent() != null && file.getParent().endsWith(FOLDER);
        return ours ? FOLDER + "/" + file.getFileName() : file.toString();
    }

    @Override
    public void close() {
        writer.close();
    }

    /** Returns what publishes how the write of a full checkpoint ended. */
    private CheckpointWriter.Outcome telling(CheckpointKind kind, LoopState loop) {
        int epoch = Math.max(1, (loop.step() - 1) / dials.stepsPerEpoch() + 1);
        return (saved, failure) -> tell(last, kind, loop.step(), epoch, saved, failure);
    }

    /** Publishes how a write ended; runs on the writer's thread. */
    private void tell(
            Health file, CheckpointKind kind, int step, int epoch, CheckpointWriter.Saved saved, Throwable failure) {
        if (failure != null) {
            if (file.failed(reason(failure))) {
                warn(
                        "checkpoint_failed",
                        "checkpoint at step " + step + " (" + file.name + ") failed: " + reason(failure)
                                + "; the one before is kept, training goes on, and it is tried again in "
                                + RETRY_AFTER.toSeconds() + " s",
                        step);
            }
            return;
        }
        bus.publish(new TrainEvent.Checkpoint(
                clock.millis(), kind, nameInRun(saved), step, epoch, saved.bytes(), saved.seconds()));
        if (file.succeeded()) {
            warn("checkpoint_recovered", "checkpoints are written again: " + nameInRun(saved), step);
        }
    }

    private void warn(String code, String message, int step) {
        bus.publish(new TrainEvent.Warning(clock.millis(), code, message, step));
    }

    private static String nameInRun(CheckpointWriter.Saved saved) {
        return FOLDER + "/" + saved.file();
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof UncheckedIOException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        // The message is the path of the temporary file, which is no reason.
        return cause instanceof NoSuchFileException ? "its folder is gone" : IoReason.of(cause);
    }

    /** The state of the writes of one file: set on the writer's thread, asked on the training thread. */
    private static final class Health {
        private final String name;
        private Optional<String> failure = Optional.empty();
        private long triedAt;

        Health(String name) {
            this.name = name;
        }

        synchronized void tried() {
            triedAt = System.nanoTime();
        }

        synchronized boolean isFailing() {
            return failure.isPresent();
        }

        /** Whether it is time for the next try, by a clock that nobody sets back. */
        synchronized boolean isDue() {
            return System.nanoTime() - triedAt >= RETRY_AFTER.toNanos();
        }

        /** Returns whether that is news. */
        synchronized boolean failed(String reason) {
            triedAt = System.nanoTime();
            boolean news = !failure.equals(Optional.of(reason));
            failure = Optional.of(reason);
            return news;
        }

        /** Returns whether that is news. */
        synchronized boolean succeeded() {
            boolean news = failure.isPresent();
            failure = Optional.empty();
            return news;
        }

        synchronized Optional<String> unwritten() {
            return failure.map(reason -> name + " could not be written: " + reason);
        }
    }
}
