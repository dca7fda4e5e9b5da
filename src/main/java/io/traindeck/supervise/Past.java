package io.traindeck.supervise;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The earlier sessions of a run, as its log tells them. */
public final class Past {
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private boolean begun;
    private boolean done;
    private boolean ended;
    private long step;
    private int epochs;

    private Past() {}

    /** A run that has not begun yet. */
    public static Past none() {
        return new Past();
    }

    /** @throws IOException if the log cannot be read */
    public static Past of(RunFolder folder) throws IOException {
        Past past = new Past();
        try (EventLogReader log = new EventLogReader(folder.events())) {
            log.poll(past::take);
        }
        return past;
    }

    private void take(TrainEvent event) {
        if (event instanceof RunStarted) {
            begun = true;
            done = false;
            ended = false;
            step = 0;
            epochs = 0;
            checkpoints.clear();
        } else if (event instanceof RunResumed resumed) {
            done = false;
            ended = false;
            step = Math.min(step, resumed.fromStep());
            epochs = resumed.epoch() >= 1 ? Math.min(epochs, resumed.epoch() - 1) : epochs;
            // The run goes on from that file: those told later are of a history that the log has dropped.
            List<Checkpoint> from = checkpoints.stream()
                    .filter(each -> each.file().equals(resumed.file()))
                    .toList();
            checkpoints.removeAll(from);
            checkpoints.addAll(from);
        } else if (event instanceof Measured measured) {
            begun = true;
            step = Math.max(step, measured.step());
            if (measured.kind() == Measured.Kind.EPOCH && measured.epoch() > epochs) {
                epochs = (int) measured.epoch();
            }
        } else if (event instanceof RunEnded end) {
            ended = true;
            done = end.reason() == EndReason.COMPLETED
                    || end.reason() == EndReason.EARLY_STOP
                    || end.reason() == EndReason.STOPPED;
        } else if (event instanceof Checkpoint checkpoint) {
            checkpoints.removeIf(older -> older.file().equals(checkpoint.file()));
            checkpoints.add(checkpoint);
        }
    }

    /** Whether the run has begun. */
    public boolean isBegun() {
        return begun;
    }

    /** Whether the last session came to its end by itself, or a person ended the run. */
    public boolean isDone() {
        return done;
    }

    /** Whether the log breaks off: then nobody has told the end of the last session. */
    public boolean isCutShort() {
        return begun && !ended;
    }

    /** The last step; 0 if there was none. */
    long step() {
        return step;
    }

    /** Epochs that are over; 0 if the log tells of none. */
    int epochs() {
        return epochs;
    }

    /**
     * Returns the checkpoint to go on from: the newest that is still there. From one that holds only the best weights
     * nothing can go on.
     */
    public Optional<Path> checkpoint(RunFolder folder) {
        Optional<Path> found = Optional.empty();
        for (Checkpoint each : checkpoints) {
            Path file = folder.path().toAbsolutePath().normalize().resolve(each.file());
            if (each.kind() != CheckpointKind.BEST && Files.exists(file)) {
                found = Optional.of(file);
            }
        }
        return found;
    }
}
