package io.traindeck.train;

import io.traindeck.data.DataSet;
import io.traindeck.data.ImageSet;
import io.traindeck.data.Normalisation;
import io.traindeck.event.Dial;
import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.model.Torch;
import io.traindeck.model.TorchException;
import io.traindeck.testing.EventKinds;
import io.traindeck.testing.EveryExtra;
import io.traindeck.testing.RunHistory;
import io.traindeck.train.Dials.Layers;
import io.traindeck.train.Dials.Length;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.Updates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * A run in this process whose steps take a millisecond: 6 steps an epoch, the last of 2 images instead of 4. A watcher
 * is called on the training thread at each event, so that a request of the watcher comes at exactly that place.
 */
final class TinyRun {
    static final int TRAIN_IMAGES = 22;
    static final int VALIDATION_IMAGES = 300;
    static final int BATCH_SIZE = 4;
    static final int STEPS_PER_EPOCH = 6;
    static final int EPOCHS = 2;

    private final Path checkpoints;
    private Dials dials = dials(EPOCHS, 0, 1);
    private DataSet data = data(TRAIN_IMAGES, VALIDATION_IMAGES);
    private int checkpointEvery;
    private int keep;

    TinyRun(Path folder) {
        checkpoints = folder.resolve("checkpoints");
    }

    TinyRun with(Dials other) {
        dials = other;
        return this;
    }

    TinyRun with(DataSet other) {
        data = other;
        return this;
    }

    TinyRun checkpointEvery(int steps) {
        checkpointEvery = steps;
        return this;
    }

    TinyRun keep(int checkpointsKept) {
        keep = checkpointsKept;
        return this;
    }

    /** Returns dials with everything random that the upgraded recipe has. */
    static Dials dials(int epochs, int patience, long seed) {
        return Recipe.UPGRADED
                .dials(seed)
                .with(new Length(epochs, BATCH_SIZE, patience))
                .with(layers(3, 4));
    }

    /** Returns dials with every extra, and that optimizer. */
    static Dials dials(int epochs, int patience, long seed, OptimizerKind optimizer) {
        Dials dials = dials(epochs, patience, seed).with(EveryExtra.ON);
        return dials.with(new Updates(
                optimizer, dials.updates().weightDecay(), dials.updates().clip()));
    }

    static Layers layers(Integer... widths) {
        return new Layers(List.of(widths), 5, true);
    }

    /** Returns noise: nothing can be learnt from it, and that is not the point. */
    static DataSet data(int train, int validation) {
        return new DataSet(
                "noise",
                IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
                images(train, 1),
                images(validation, 2),
                new Normalisation(new float[] {.5f, .5f, .5f}, new float[] {.25f, .25f, .25f}));
    }

    private static ImageSet images(int count, long seed) {
        byte[] pixels = new byte[count * ImageSet.IMAGE_BYTES];
        byte[] labels = new byte[count];
        Random random = new Random(seed);
        random.nextBytes(pixels);
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(10);
        }
        return new ImageSet(pixels, labels, 10);
    }

    Path best() {
        return checkpoints.resolve(CheckpointWriter.BEST_FILE);
    }

    Path last() {
        return checkpoints.resolve(CheckpointWriter.LAST_FILE);
    }

    Path checkpoints() {
        return checkpoints;
    }

    TrainingSetup setup(Optional<TrainingSetup.Resume> resume) {
        TrainingSetup.Saving saving = new TrainingSetup.Saving(checkpoints, checkpointEvery, keep);
        return new TrainingSetup("tiny", "upgraded", dials, data, saving, resume);
    }

    /** Watches a run; may ask for something. */
    interface Watcher extends BiConsumer<TrainEvent, ControlQueue> {
        Watcher NONE = (event, controls) -> {};
    }

    /** Thrown by a watcher: the trainer dies on the spot, with no chance to save or to say anything. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The events that a trainer published, and its end. */
    record Outcome(List<TrainEvent> events, Optional<TrainingFailedException> failure) {
        RunHistory history() {
            return RunHistory.of(events);
        }

        TrainEvent.RunEnded ended() {
            return (TrainEvent.RunEnded) events.get(events.size() - 1);
        }

        <T> List<T> all(Class<T> kind) {
            return events.stream()
                    .flatMap(event -> EventKinds.as(kind, event).stream())
                    .toList();
        }

        /** Returns both trainers' events, one after the other, as the log has them. */
        Outcome then(Outcome later) {
            List<TrainEvent> all = new ArrayList<>(events);
            all.addAll(later.events);
            return new Outcome(all, later.failure);
        }
    }

    Outcome start() throws CheckpointException {
        return start(Watcher.NONE);
    }

    Outcome start(Watcher watcher) throws CheckpointException {
        return run(Optional.empty(), watcher);
    }

    /** Goes on from step 0, because there is no checkpoint. */
    Outcome startAgain() throws CheckpointException {
        return run(Optional.of(new TrainingSetup.Resume(Optional.empty())), Watcher.NONE);
    }

    Outcome resume() throws CheckpointException {
        return resumeFrom(last(), Watcher.NONE);
    }

    Outcome resumeFrom(Path file, Watcher watcher) throws CheckpointException {
        return run(Optional.of(new TrainingSetup.Resume(Optional.of(file))), watcher);
    }

    /** Goes on from the last checkpoint with dials that are turned first. */
    Outcome resumeWith(Map<Dial, String> changes) throws CheckpointException {
        return run(Optional.of(new TrainingSetup.Resume(Optional.of(last()), changes, null)), Watcher.NONE);
    }

    /** Begins as a branch of a run called parent, whose checkpoint that is. */
    Outcome branchFrom(Path file, Map<Dial, String> changes, Watcher watcher) throws CheckpointException {
        return run(Optional.of(new TrainingSetup.Resume(Optional.of(file), changes, "parent")), watcher);
    }

    /** Goes on from a checkpoint, as the command does that reads in the log what the trainers before have told. */
    Outcome goOn(Path file, Outcome before, Map<Dial, String> changes, Watcher watcher) throws CheckpointException {
        TurnsOnRecord turns = new TurnsOnRecord();
        before.events().forEach(turns);
        Optional<Path> checkpoint = Files.exists(file) ? Optional.of(file) : Optional.empty();
        return run(Optional.of(new TrainingSetup.Resume(checkpoint, changes, null, turns.turns())), watcher);
    }

    /** The engine on one thread of the CPU, which every machine has. */
    static Torch torch() {
        try {
            return Torch.load("cpu", 1);
        } catch (TorchException e) {
            throw new AssertionError(e);
        }
    }

    private Outcome run(Optional<TrainingSetup.Resume> resume, Watcher watcher) throws CheckpointException {
        List<TrainEvent> events = new ArrayList<>();
        ControlQueue controls = new ControlQueue();
        EventBus bus = new EventBus((subscriber, failure) -> {
            throw new AssertionError("a watcher failed", failure);
        });
        bus.subscribe(events::add);
        bus.subscribe(event -> watcher.accept(event, controls));
        try (Trainer trainer =
                new Trainer(setup(resume), torch(), bus, controls, () -> true, Clock.systemUTC(), PhaseTimer.NONE)) {
            trainer.run();
            return new Outcome(events, Optional.empty());
        } catch (TrainingFailedException e) {
            return new Outcome(events, Optional.of(e));
        } catch (Death e) {
            return new Outcome(events, Optional.empty());
        }
    }
}
