package io.traindeck.cli.bench;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Best;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.EventCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** The log of an invented training: as long as wanted, with numbers that go down and wobble. */
final class SyntheticRun {
    static final int STEPS_PER_EPOCH = 391;

    /** The numbers of a step that this program's own trainer logs. */
    static final int OWN_SERIES = 4;

    private static final int STEPS_A_READING = 13;
    private static final long STEP_MS = 380;
    private static final long VALIDATION_MS = 9000;
    private static final int BATCH = 128;

    private final Random random = new Random(1);
    private final int steps;
    private final int series;
    private final Consumer<String> lines;
    private long timeMs;
    private int step;
    private int bestEpoch;
    private double best;

    /** A run in which each step has the trainer's own numbers. */
    SyntheticRun(int steps, long startMs, Consumer<String> lines) {
        this(steps, OWN_SERIES, startMs, lines);
    }

    /**
     * @param steps the planned steps
     * @param series numbers of each step, at least {@link #OWN_SERIES}
     * @param startMs the start, Unix milliseconds
     * @param lines takes each line, without its LF
     */
    SyntheticRun(int steps, int series, long startMs, Consumer<String> lines) {
        this.steps = steps;
        this.series = series;
        this.lines = lines;
        timeMs = startMs;
        Plan plan = new Plan(0, epochs(), STEPS_PER_EPOCH, 0, 1, 3e-3, "onecycle");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("recipe", "upgraded");
        facts.put("data", "cifar10");
        facts.put("train_images", String.valueOf(STEPS_PER_EPOCH * BATCH));
        facts.put("val_images", "10000");
        facts.put("classes", "10");
        facts.put("batch_size", String.valueOf(BATCH));
        facts.put("parameters", "1342026");
        facts.put("device", "cpu");
        facts.put("threads", "2");
        facts.put("seed", "42");
        Goal goal = new Goal(OwnMetrics.VAL_ACC, Goal.Better.HIGHER);
        Description about = new Description(plan, goal, Set.of("pause", "checkpoint", "stop"), facts);
        emit(new TrainEvent.RunStarted(timeMs, "synthetic", about, null));
    }

    int epochs() {
        return (steps + STEPS_PER_EPOCH - 1) / STEPS_PER_EPOCH;
    }

    /** Logs the next steps, in recorded time. */
    void steps(int count) {
        for (int i = 0; i < count; i++) {
            timeMs += STEP_MS;
            step();
        }
    }

    /** Logs the next step, now. */
    void stepAt(long nowMs) {
        timeMs = nowMs;
        step();
    }

    /** Logs that all epochs are done. */
    void complete() {
        emit(new TrainEvent.RunEnded(
                timeMs,
                EndReason.COMPLETED,
                step,
                new Best(OwnMetrics.VAL_ACC, best, (long) bestEpoch * STEPS_PER_EPOCH, bestEpoch),
                ""));
    }

    private void step() {
        step++;
        double done = (double) step / steps;
        int epoch = (step - 1) / STEPS_PER_EPOCH + 1;
        emit(withMore(OwnMetrics.step(
                timeMs,
                step,
                epoch,
                (float) (0.4 + 2 * Math.exp(-6 * done) + 0.1 * random.nextGaussian()),
                3e-3 * Math.sin(Math.PI * Math.min(1, done)),
                (float) (1 + random.nextDouble()),
                330 + 20 * random.nextDouble())));
        if (step % STEPS_A_READING == 0) {
            emit(new TrainEvent.SystemUsage(timeMs, 190 + 10 * random.nextDouble(), 1400 + step % 30, List.of()));
        }
        if (step % STEPS_PER_EPOCH == 0) {
            epoch(epoch, done);
        }
    }

    /** Returns the event with numbers of further names, so that it has as many as are wanted. */
    private Measured withMore(Measured own) {
        if (series == OWN_SERIES) {
            return own;
        }
        List<String> names = new ArrayList<>(own.values().names().list());
        double[] numbers = new double[series];
        for (int i = 0; i < series; i++) {
            if (i >= OWN_SERIES) {
                names.add("layer" + i + "/norm");
            }
            numbers[i] = i < OWN_SERIES ? own.values().at(i) : random.nextDouble();
        }
        return new Measured(
                own.timeMs(),
                own.kind(),
                own.step(),
                own.epoch(),
                own.best(),
                Names.of(names).with(numbers));
    }

    private void epoch(int epoch, double done) {
        emit(new TrainEvent.Validating(timeMs, epoch));
        timeMs += VALIDATION_MS;
        double acc = 0.85 * (1 - Math.exp(-5 * done)) + 0.005 * random.nextGaussian();
        boolean isBest = acc > best;
        if (isBest) {
            bestEpoch = epoch;
            best = acc;
        }
        double loss = 0.5 + Math.exp(-5 * done);
        emit(OwnMetrics.epoch(
                timeMs,
                epoch,
                step,
                new OwnMetrics.Scores(loss, acc - 0.03, loss, acc),
                1e-3,
                new OwnMetrics.Norms(1.5, 2),
                157,
                isBest ? 0 : 1));
        String file = "checkpoints/last.safetensors";
        emit(new TrainEvent.Checkpoint(timeMs, CheckpointKind.EPOCH, file, step, epoch, 39_000_000, 0.2));
    }

    private void emit(TrainEvent event) {
        lines.accept(EventCodec.encode(event));
    }
}
