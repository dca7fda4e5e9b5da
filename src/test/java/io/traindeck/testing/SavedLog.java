package io.traindeck.testing;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.OwnMetrics.Scores;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Logs that a trainer might have left. */
public final class SavedLog {
    private static final long STEP_MS = 250;
    private static final long VALIDATION_MS = 1000;

    private SavedLog() {}

    /** Writes the log of a run that was completed. */
    public static void write(Path file, int epochs, int stepsPerEpoch) throws IOException {
        int steps = epochs * stepsPerEpoch;
        OwnLog log = trained(epochs, stepsPerEpoch);
        log.add(OwnEvents.ended(log.nowMs() + 1, EndReason.COMPLETED, steps, epochs, 0.88, "all epochs done"))
                .write(file);
    }

    private static OwnLog trained(int epochs, int stepsPerEpoch) {
        OwnLog log = new OwnLog(started(1_700_000_000_000L, "cifar10-upgraded", epochs, stepsPerEpoch));
        int steps = epochs * stepsPerEpoch;
        while (log.step() < steps) {
            double done = (log.step() + 1.0) / steps;
            double loss = 0.4 + 1.9 * Math.exp(-4 * done);
            log.pass(STEP_MS).step(loss, 1e-3, 1 + loss, 500);
            if (log.isEpochDone()) {
                int epoch = log.epoch();
                log.add(new TrainEvent.Validating(log.nowMs(), epoch)).pass(VALIDATION_MS);
                double acc = 0.9 * (1 - Math.exp(-4 * done));
                log.endEpoch(new Scores(loss, acc - 0.02, loss, acc), 1e-3, 1.5, 2, 11);
                String last = "checkpoints/last.safetensors";
                log.add(new TrainEvent.Checkpoint(
                        log.nowMs(), CheckpointKind.EPOCH, last, log.step(), epoch, 39_000_000, 0.2));
            }
        }
        return log;
    }

    private static TrainEvent.RunStarted started(long time, String name, int epochs, int stepsPerEpoch) {
        return OwnEvents.started(
                time,
                name,
                new Plan(0, epochs, stepsPerEpoch, 7, 1, 3e-3, "onecycle"),
                Map.of(
                        "data",
                        "cifar10",
                        "train_images",
                        "5000",
                        "val_images",
                        "1000",
                        "batch_size",
                        "128",
                        "parameters",
                        "1000000"));
    }

    /**
     * Writes a log with everything that a log should not hold: escapes, wide characters, garbage, huge lines, times
     * that go back, a torn end.
     */
    public static void writeHostile(Path file) throws IOException {
        String escapes = "\u001b]0;owned\u0007\u001b[2J\u001b[31mred\u202e漢字 e\u0301 \ud83d\ude00 \u009b2J";
        List<String> lines = new ArrayList<>();
        trained(2, 10).events().forEach(event -> lines.add(EventCodec.encode(event)));
        lines.add("garbage \u0000\u0001 not json");
        lines.add("x".repeat(2 << 20));
        lines.add("{\"event\":\"unknown\",\"time_ms\":1}");
        lines.add("{\"event\":\"step\",\"time_ms\":\"never\"}");
        lines.add(EventCodec.encode(started(5, escapes, 3, 10)));
        lines.add(EventCodec.encode(OwnMetrics.step(4, 1, 1, Double.NaN, 1e-3, Double.POSITIVE_INFINITY, -1)));
        lines.add(EventCodec.encode(new TrainEvent.Warning(3, escapes, escapes, 1)));
        lines.add(EventCodec.encode(new TrainEvent.Warning(Long.MAX_VALUE, "far", escapes, Integer.MAX_VALUE)));
        Files.writeString(file, String.join("\n", lines) + "\n{\"event\":\"st");
    }
}
