package io.traindeck.cli.queue;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.OwnEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The folder of a run of an ablation, as a trainer might have left it: a log of two planned epochs of ten steps. */
public final class MadeRun {
    private static final long EPOCH_MS = 65_000;

    private final RunFolder folder;
    private final List<TrainEvent> events = new ArrayList<>();
    private long timeMs = 1_700_000_000_000L;

    public MadeRun(Path dir, String name) {
        folder = new RunFolder(dir.resolve(name));
        events.add(OwnEvents.started(
                timeMs,
                name,
                new Plan(0, 2, 10, 7, 0, 1e-3, "constant"),
                Map.of(
                        "recipe",
                        "vanilla",
                        "train_images",
                        "200",
                        "val_images",
                        "40",
                        "batch_size",
                        "20",
                        "parameters",
                        "1000",
                        "threads",
                        "1")));
    }

    /** An epoch that is done. */
    public MadeRun epoch(int number, double trainAcc, double valAcc, boolean best) {
        timeMs += EPOCH_MS;
        double seconds = EPOCH_MS / 1000.0;
        events.add(OwnMetrics.epoch(
                timeMs, number, 10 * number, 1, trainAcc, 1, valAcc, 1e-3, 1, 2, seconds, best, best ? 0 : 1));
        return this;
    }

    public MadeRun resumed(int fromStep, int epoch) {
        events.add(new TrainEvent.RunResumed(timeMs, fromStep, epoch, "checkpoints/last.safetensors"));
        return this;
    }

    public MadeRun ended(EndReason reason) {
        String message = reason == EndReason.FAILED ? "the loss is not a number" : "";
        events.add(OwnEvents.ended(timeMs, reason, 20, 1, 0.5, message));
        return this;
    }

    /** Writes the log, and tells what it means. */
    public RunOutcome outcome() {
        try {
            Files.createDirectories(folder.path());
            Files.write(folder.events(), events.stream().map(EventCodec::encode).toList());
            return RunOutcome.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RunException e) {
            throw new AssertionError(e);
        }
    }
}
