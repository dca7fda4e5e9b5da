package io.traindeck.cli.queue;

import io.traindeck.event.OwnMetrics.Scores;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.OwnLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder of a run of an ablation, as a trainer might have left it: a log of two planned epochs of ten steps. */
public final class MadeRun {
    private static final long EPOCH_MS = 65_000;

    private final RunFolder folder;
    private final OwnLog log;

    public MadeRun(Path dir, String name) {
        folder = new RunFolder(dir.resolve(name));
        Plan plan = new Plan(0, 2, 10, 7, 0, 1e-3, "constant");
        log = new OwnLog(OwnEvents.started(OwnLog.START_MS, name, plan, Map.of("recipe", "vanilla", "threads", "1")));
    }

    /** Adds one more epoch that is done. */
    public MadeRun epoch(double trainAcc, double valAcc) {
        log.pass(EPOCH_MS).skipEpoch().endEpoch(new Scores(1, trainAcc, 1, valAcc), 1e-3, 1, 2, EPOCH_MS / 1000.0);
        return this;
    }

    public MadeRun resumed(int fromStep, int epoch) {
        log.backTo(fromStep)
                .add(new TrainEvent.RunResumed(log.nowMs(), fromStep, epoch, "checkpoints/last.safetensors"));
        return this;
    }

    public MadeRun ended(EndReason reason) {
        String message = reason == EndReason.FAILED ? "the loss is not a number" : "";
        log.add(OwnEvents.ended(log.nowMs(), reason, 20, 1, 0.5, message));
        return this;
    }

    /** Writes the log, and returns what it means. */
    public RunOutcome outcome() {
        try {
            Files.createDirectories(folder.path());
            log.write(folder.events());
            return RunOutcome.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RunException e) {
            throw new AssertionError(e);
        }
    }
}
