package io.traindeck.cli.ablation;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder of a run of an ablation, as a trainer might have left it: a log of two planned epochs of ten steps. */
final class AblatedRun {
    private static final long EPOCH_MS = 65_000;

    private final RunFolder folder;
    private final List<TrainEvent> events = new ArrayList<>();
    private long timeMs = 1_700_000_000_000L;

    AblatedRun(Path dir, String name) {
        folder = new RunFolder(dir.resolve(name));
        events.add(new TrainEvent.RunStarted(
                timeMs,
                1,
                name,
                "vanilla",
                "shapes",
                200,
                40,
                10,
                2,
                10,
                20,
                1000,
                "cpu",
                1,
                42,
                0,
                7,
                1e-3,
                "constant"));
    }

    /** An epoch that is done. */
    AblatedRun epoch(int number, double trainAcc, double valAcc, boolean best) {
        timeMs += EPOCH_MS;
        double seconds = EPOCH_MS / 1000.0;
        events.add(new TrainEvent.Epoch(
                timeMs, number, 10 * number, 1, trainAcc, 1, valAcc, 1e-3, 1, 2, seconds, best, best ? 0 : 1));
        return this;
    }

    AblatedRun resumed(int fromStep, int epoch) {
        events.add(new TrainEvent.RunResumed(timeMs, fromStep, epoch, "checkpoints/last.safetensors"));
        return this;
    }

    AblatedRun ended(EndReason reason) {
        String message = reason == EndReason.FAILED ? "the loss is not a number" : "";
        events.add(new TrainEvent.RunEnded(timeMs, reason, 20, 1, 0.5, message));
        return this;
    }

    /** Writes the log, and tells what it means. */
    RunOutcome outcome() {
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
