package io.traindeck.plot;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.OwnEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes logs for plots, the same every time. */
final class MadeUpRun {
    static final int STEPS_PER_EPOCH = 20;

    private final List<TrainEvent> events = new ArrayList<>();
    private final int stepsPerEpoch;
    private String data = "shapes";
    private double bestAcc;
    private int step;

    MadeUpRun(int stepsPerEpoch) {
        this.stepsPerEpoch = stepsPerEpoch;
    }

    /** A run of that many epochs that gets better until the last but one. */
    static ComparedRun trained(String name, int epochs) {
        return new MadeUpRun(STEPS_PER_EPOCH).started(1).epochs(epochs).named(name);
    }

    static ComparedRun empty(String name) {
        return new ComparedRun(name, RunState.EMPTY, Status.COMPLETED, Map.of());
    }

    MadeUpRun started(double clip) {
        events.add(OwnEvents.started(
                0,
                "run",
                new Plan(0, 10, stepsPerEpoch, 7, clip, 3e-3, "onecycle"),
                Map.of("data", data, "train_images", "500", "batch_size", "25", "parameters", "1000")));
        return this;
    }

    MadeUpRun data(String name) {
        data = name;
        return this;
    }

    MadeUpRun epochs(int count) {
        for (int epoch = 1; epoch <= count; epoch++) {
            steps(stepsPerEpoch);
            double worse = epoch == count ? 0.05 : 0;
            epoch(epoch, 2.0 / epoch, 2.2 / epoch + worse, 1 - 0.6 / epoch - worse);
        }
        return this;
    }

    MadeUpRun steps(int count) {
        for (int i = 0; i < count; i++) {
            step(2 + Math.sin(step), 1e-3 * (1 + step % 3));
        }
        return this;
    }

    MadeUpRun step(double gradNorm, double lr) {
        step++;
        events.add(OwnMetrics.step(0, step, (step - 1) / stepsPerEpoch + 1, 1, lr, gradNorm, 100));
        return this;
    }

    MadeUpRun epoch(int epoch, double trainLoss, double valLoss, double valAcc) {
        boolean best = valAcc > bestAcc;
        bestAcc = best ? valAcc : bestAcc;
        events.add(OwnMetrics.epoch(
                0, epoch, epoch * stepsPerEpoch, trainLoss, 0.5, valLoss, valAcc, 1e-3, 2, 3, 1, best, best ? 0 : 1));
        return this;
    }

    ComparedRun named(String name) {
        return new ComparedRun(name, RunState.EMPTY.applyAll(events), Status.COMPLETED, Map.of());
    }
}
