package io.traindeck.plot;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.OwnMetrics.Scores;
import io.traindeck.event.Plan;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.OwnLog;
import java.util.HashMap;
import java.util.Map;

/** Writes logs for plots, the same every time. */
final class PlottedRun {
    static final int STEPS_PER_EPOCH = 20;

    private final OwnLog log;
    private final int stepsPerEpoch;

    private PlottedRun(int stepsPerEpoch, double clip, Map<String, String> facts) {
        this.stepsPerEpoch = stepsPerEpoch;
        Map<String, String> all =
                new HashMap<>(Map.of("train_images", "500", "batch_size", "25", "parameters", "1000"));
        all.putAll(facts);
        log = new OwnLog(OwnEvents.started(0, "run", new Plan(0, 10, stepsPerEpoch, 7, clip, 3e-3, "onecycle"), all));
    }

    PlottedRun(int stepsPerEpoch) {
        this(stepsPerEpoch, 1, Map.of());
    }

    /** Returns a run that was trained on data of that name. */
    static PlottedRun on(String data) {
        return with("data", data);
    }

    /** Returns a run whose log says that of it. */
    static PlottedRun with(String fact, String value) {
        return new PlottedRun(STEPS_PER_EPOCH, 1, Map.of(fact, value));
    }

    static PlottedRun clippedAt(double norm) {
        return new PlottedRun(STEPS_PER_EPOCH, norm, Map.of());
    }

    /** Returns a run of that many epochs that gets better until the last but one. */
    static ComparedRun trained(String name, int epochs) {
        return new PlottedRun(STEPS_PER_EPOCH).epochs(epochs).named(name);
    }

    static ComparedRun empty(String name) {
        return new ComparedRun(name, RunState.EMPTY, Status.COMPLETED, Map.of());
    }

    /** Leaves out of the log how the run was started. */
    PlottedRun notStarted() {
        log.events().remove(0);
        return this;
    }

    PlottedRun epochs(int count) {
        for (int epoch = 1; epoch <= count; epoch++) {
            steps(stepsPerEpoch);
            double worse = epoch == count ? 0.05 : 0;
            epoch(epoch, 2.0 / epoch, 2.2 / epoch + worse, 1 - 0.6 / epoch - worse);
        }
        return this;
    }

    PlottedRun steps(int count) {
        for (int i = 0; i < count; i++) {
            step(2 + Math.sin(log.step()), 1e-3 * (1 + log.step() % 3));
        }
        return this;
    }

    PlottedRun step(double gradNorm, double lr) {
        log.step(1, lr, gradNorm, 100);
        return this;
    }

    /** Adds the end of that epoch, whether or not the log has steps of it. */
    PlottedRun epoch(int epoch, double trainLoss, double valLoss, double valAcc) {
        log.backTo(epoch * stepsPerEpoch).endEpoch(new Scores(trainLoss, 0.5, valLoss, valAcc), 1e-3, 2, 3, 1);
        return this;
    }

    /** Adds an epoch whose number is far from those of the other events. */
    PlottedRun lateEpoch(int epoch) {
        log.add(OwnMetrics.epoch(
                0, epoch, 40L * epoch, new OwnMetrics.Scores(1, 0.5, 1, 0.5), 1e-3, new OwnMetrics.Norms(2, 3), 1, 0));
        return this;
    }

    ComparedRun named(String name) {
        return new ComparedRun(name, log.state(), Status.COMPLETED, Map.of());
    }
}
