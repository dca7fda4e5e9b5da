package io.traindeck.advice;

import io.traindeck.event.OwnMetrics.Scores;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.OwnLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/** Writes a log in which all goes well, except what a test makes go wrong. */
public final class MadeUpRun {
    public static final int BATCH = 128;
    private static final double MAX_LR = 3e-3;
    private static final double IMAGES_PER_S = 320;

    public final List<TrainEvent> events;
    private final OwnLog log;
    private final int stepsPerEpoch;
    private final SchedulePlan plan;

    private IntToDoubleFunction loss = step -> 0.4 + 1.9 * Math.exp(-step / 2000.0) + 0.1 * Math.sin(step * 12.9898);
    private IntToDoubleFunction gradNorm = step -> 1.5 + Math.sin(step * 78.233);
    private IntToDoubleFunction lr;
    private IntToDoubleFunction imagesPerS = step -> IMAGES_PER_S * (1 + 0.1 * Math.sin(step * 3.7));

    public MadeUpRun(int epochs, int stepsPerEpoch) {
        this(epochs, stepsPerEpoch, 1, 7);
    }

    MadeUpRun(int epochs, int stepsPerEpoch, double clip, int patience) {
        this(started(epochs, stepsPerEpoch, clip, patience, "onecycle", "cpu"));
    }

    MadeUpRun(RunStarted started) {
        stepsPerEpoch = (int) started.about().plan().stepsPerEpoch();
        plan = SchedulePlan.of(started.about().plan());
        lr = plan::rate;
        log = new OwnLog(started);
        events = log.events();
    }

    static RunStarted started(
            int epochs, int stepsPerEpoch, double clip, int patience, String schedule, String device) {
        return OwnEvents.started(
                OwnLog.START_MS,
                "made-up",
                new Plan(0, epochs, stepsPerEpoch, patience, clip, MAX_LR, schedule),
                Map.of(
                        "data",
                        "cifar10",
                        "train_images",
                        String.valueOf(stepsPerEpoch * BATCH),
                        "val_images",
                        "10000",
                        "batch_size",
                        String.valueOf(BATCH),
                        "parameters",
                        "3249098",
                        "device",
                        device));
    }

    SchedulePlan plan() {
        return plan;
    }

    /** Sets the loss from now on; each function takes the step's number. */
    public MadeUpRun loss(IntToDoubleFunction loss) {
        this.loss = loss;
        return this;
    }

    public MadeUpRun gradNorm(IntToDoubleFunction gradNorm) {
        this.gradNorm = gradNorm;
        return this;
    }

    MadeUpRun lr(IntToDoubleFunction lr) {
        this.lr = lr;
        return this;
    }

    MadeUpRun imagesPerS(IntToDoubleFunction imagesPerS) {
        this.imagesPerS = imagesPerS;
        return this;
    }

    public MadeUpRun steps(int count) {
        for (int i = 0; i < count; i++) {
            int step = log.step() + 1;
            double speed = imagesPerS.applyAsDouble(step);
            log.pass((long) (1000 * BATCH / speed));
            log.step(loss.applyAsDouble(step), lr.applyAsDouble(step), gradNorm.applyAsDouble(step), speed);
        }
        return this;
    }

    /** Logs the steps to the end of the epoch, and its validation. */
    MadeUpRun epoch(double trainLoss, double trainAcc, double valLoss, double valAcc) {
        do {
            steps(1);
        } while (!log.isEpochDone());
        log.pass(20_000);
        Scores scores = new Scores(trainLoss, trainAcc, valLoss, valAcc);
        log.endEpoch(scores, plan.rate(log.step() + 1), 1, 2, 60);
        return this;
    }

    /** Logs epochs whose losses are given in turn, with accuracies to match. */
    MadeUpRun epochs(double[] trainLoss, double[] valLoss) {
        for (int i = 0; i < trainLoss.length; i++) {
            epoch(trainLoss[i], Math.exp(-trainLoss[i]), valLoss[i], Math.exp(-valLoss[i]));
        }
        return this;
    }

    MadeUpRun resumed(int fromStep) {
        log.backTo(fromStep);
        return add(new RunResumed(log.nowMs(), fromStep, fromStep / stepsPerEpoch + 1, "checkpoints/last.safetensors"));
    }

    /** Logs readings of the trainer's processor time. */
    MadeUpRun cpu(double percent) {
        return add(new SystemUsage(log.nowMs(), percent, 1400, List.of()));
    }

    long nowMs() {
        return log.nowMs();
    }

    MadeUpRun pass(long ms) {
        log.pass(ms);
        return this;
    }

    MadeUpRun add(TrainEvent event) {
        events.add(event);
        return this;
    }

    MadeUpRun then(Consumer<MadeUpRun> more) {
        more.accept(this);
        return this;
    }

    public List<Warning> advice() {
        Adviser adviser = new Adviser();
        List<Warning> warnings = new ArrayList<>();
        events.forEach(event -> warnings.addAll(adviser.take(event)));
        return warnings;
    }

    List<String> codes() {
        return advice().stream().map(Warning::code).toList();
    }

    /** Returns the only thing that is said; fails if there is more or nothing. */
    String message() {
        List<Warning> warnings = advice();
        if (warnings.size() != 1) {
            throw new AssertionError("not one warning but " + warnings);
        }
        return warnings.get(0).message();
    }
}
