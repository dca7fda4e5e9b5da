package io.traindeck.train;

import io.traindeck.event.Dial;
import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.EventLogWriter;
import io.traindeck.state.RunState;
import io.traindeck.train.TinyRun.Death;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A tiny run whose log and checkpoints are files, like those of any run. Its trainers may die: checkpoints that have no
 * name by then are lost, and so is a part of the log, up to any byte after the last one that was brought to the disk.
 * Somebody follows the log all the while.
 */
final class RunOnDisk implements AutoCloseable {
    private final TinyRun run;
    private final Path log;
    private final Random random;
    private final EventLogReader follower;
    private RunState grown = RunState.EMPTY;

    /** Bytes of the log that no death takes away. */
    private long safe;

    private volatile boolean dying;

    /** @param random decides how much of the log a death takes away */
    RunOnDisk(Path folder, TinyRun run, Random random) {
        this.run = run;
        this.random = random;
        log = folder.resolve("events.jsonl");
        follower = new EventLogReader(log, () -> {
            throw new AssertionError("what was followed is no longer there");
        });
    }

    /** Watches a trainer, and may let it die. */
    interface Watcher {
        Watcher NONE = (event, controls, killed) -> {};

        void accept(TrainEvent event, ControlQueue controls, Runnable killed);
    }

    TinyRun run() {
        return run;
    }

    /** Trains from the first step, until the run ends or the trainer dies. */
    void start(Watcher watcher) throws Exception {
        session(Optional.empty(), watcher);
    }

    /** Begins as a branch of a run called parent, whose checkpoint that is. */
    void branchFrom(Path file, Map<Dial, String> changes, Watcher watcher) throws Exception {
        session(Optional.of(new TrainingSetup.Resume(Optional.of(file), changes, "parent")), watcher);
    }

    /**
     * Goes on with the run: from that checkpoint, if it has begun. If not, it starts, or begins as a branch once more.
     *
     * @param beginning the checkpoint that a branch begins from; null if this is none
     */
    void goOn(Path file, Path beginning, Map<Dial, String> changes, Watcher watcher) throws Exception {
        TurnsOnRecord turns = new TurnsOnRecord();
        events().forEach(turns);
        RunState told = RunState.EMPTY.applyAll(events());
        boolean begins = !told.isDescribed();
        if (begins && beginning == null) {
            start(watcher);
        } else if (begins) {
            branchFrom(Files.exists(run.last()) ? run.last() : beginning, changes, watcher);
        } else {
            Optional<Path> checkpoint = Files.exists(file) ? Optional.of(file) : Optional.empty();
            session(Optional.of(new TrainingSetup.Resume(checkpoint, changes, null, turns.turns())), watcher);
        }
    }

    /** Returns what the log tells. */
    List<TrainEvent> events() throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        try (EventLogReader reader = new EventLogReader(log)) {
            reader.poll(events::add);
        }
        return events;
    }

    /** The state of the run as somebody knows it who has followed its log. */
    RunState grown() {
        return grown;
    }

    /** Returns the checkpoints under their steps' names that belong to the run's history, as its log tells. */
    List<SavedPoint> ring() throws IOException {
        Set<String> known = new HashSet<>();
        for (TrainEvent event : events()) {
            if (event instanceof TrainEvent.Checkpoint saved) {
                known.add(saved.file());
            } else if (event instanceof TrainEvent.RunResumed resumed) {
                known.removeIf(file ->
                        file.contains("/step-") && Long.parseLong(file.replaceAll("\\D", "")) > resumed.fromStep());
            }
        }
        return SavedPoint.all(run.checkpoints()).stream()
                .filter(point -> known.contains(CheckpointKeeper.nameInRun(point.file())))
                .toList();
    }

    private void session(Optional<TrainingSetup.Resume> resume, Watcher watcher) throws Exception {
        ControlQueue controls = new ControlQueue();
        EventBus bus = new EventBus((subscriber, failure) -> {
            throw new AssertionError("a subscriber failed", failure);
        });
        dying = false;
        try (EventLogWriter writer = new EventLogWriter(log, new SilentAlarm())) {
            // A line that was torn is gone by now.
            safe = Files.size(log);
            bus.subscribe(event -> {
                // It does not live to tell that its checkpoints are lost.
                if (!dying || event instanceof TrainEvent.Measured || event instanceof TrainEvent.Validating) {
                    writer.accept(event);
                }
                if (dying && event instanceof TrainEvent.RunEnded) {
                    throw new Death();
                }
            });
            bus.subscribe(event -> watcher.accept(event, controls, () -> dying = true));
            try (Trainer trainer = new Trainer(
                    run.setup(resume),
                    TinyRun.torch(),
                    bus,
                    controls,
                    () -> sync(writer),
                    Clock.systemUTC(),
                    PhaseTimer.NONE)) {
                trainer.run();
            } catch (Death e) {
                dying = true;
                throw e;
            }
        } catch (Death e) {
            tear();
            return;
        }
        follow();
    }

    /** Brings the log to the disk, before a checkpoint gets its name; or dies before that. */
    private boolean sync(EventLogWriter writer) {
        if (dying) {
            throw new Death();
        }
        boolean synced = writer.sync();
        follow();
        return synced;
    }

    private synchronized void follow() {
        try {
            follower.poll(event -> grown = grown.apply(event));
            // What somebody has read may have been appended since the log was brought to the disk, but stays.
            safe = Files.size(log);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void tear() throws IOException {
        long left = safe + random.nextLong(Files.size(log) - safe + 1);
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.truncate(left);
        }
    }

    @Override
    public void close() throws IOException {
        follower.close();
    }

    private static final class SilentAlarm implements EventLogWriter.Alarm {
        @Override
        public void writeFailed(IOException reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void writeRecovered(long lost) {}

        @Override
        public void folderGone() {}
    }
}
