package io.traindeck.dashboard;

import io.traindeck.advice.SchedulePlan;
import io.traindeck.event.Description;
import io.traindeck.event.Dial;
import io.traindeck.event.OwnMetrics.Scores;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.event.TrainEvent.Validating;
import io.traindeck.state.RunState;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.OwnLog;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes the log of a plausible run, the same every time. */
public final class SampleRun {
    public static final long START_MS = OwnLog.START_MS;

    private static final int SYSTEM_EVERY_MS = 5_000;

    public final List<TrainEvent> events;
    private final OwnLog log;
    private final int epochs;
    private final int stepsPerEpoch;
    private final SchedulePlan plan;
    private long stepMs = 390;
    private long lastSystemMs = START_MS;

    public SampleRun(int epochs, int stepsPerEpoch) {
        this.epochs = epochs;
        this.stepsPerEpoch = stepsPerEpoch;
        RunStarted started = started("cifar10-upgraded", epochs, stepsPerEpoch, 1.0);
        this.plan = SchedulePlan.of(started.about().plan());
        log = new OwnLog(started);
        events = log.events();
    }

    public static RunStarted started(String name, int epochs, int stepsPerEpoch, double clip) {
        return OwnEvents.started(
                START_MS,
                name,
                new Plan(0, epochs, stepsPerEpoch, 7, clip, 3e-3, "onecycle"),
                Map.of(
                        "data",
                        "cifar10",
                        "train_images",
                        String.valueOf(stepsPerEpoch * 128),
                        "val_images",
                        "10000",
                        "batch_size",
                        "128",
                        "parameters",
                        "1342026"));
    }

    /** Lets the trainer announce all dials and their values; to be called first. */
    public SampleRun withDials() {
        RunStarted plain = (RunStarted) events.get(0);
        Set<String> commands = new TreeSet<>(plain.about().commands());
        Map<String, String> facts = new LinkedHashMap<>(plain.about().facts());
        facts.putAll(Map.of("weight_decay", "0.05", "dropout", "0.15", "head_dropout", "0.5", "augment", "true"));
        facts.put("checkpoint_every", "0");
        Arrays.stream(Dial.values()).forEach(dial -> commands.add("set:" + dial.word()));
        Description about = new Description(plain.about().plan(), plain.about().goal(), commands, facts);
        events.set(0, new RunStarted(plain.timeMs(), plain.run(), about, null));
        return this;
    }

    /**
     * Returns a branch that has the first steps in common with this run, by whose name it is known.
     *
     * @param steps ends of epochs
     */
    public SampleRun branch(String name, int steps, DialTurned... turned) {
        SampleRun branch = new SampleRun(epochs, stepsPerEpoch);
        RunStarted own = started(name, epochs, stepsPerEpoch, 1.0);
        events.stream()
                .takeWhile(event -> !(event instanceof Measured measured) || measured.step() <= steps)
                .filter(event -> !(event instanceof RunStarted))
                .forEach(branch.events::add);
        branch.add(new RunStarted(nowMs() + 60_000, name, own.about(), new Parent("cifar10-upgraded", steps)));
        branch.log.branchOf(log, steps);
        branch.lastSystemMs = branch.nowMs();
        Stream.of(turned).forEach(branch::add);
        return branch;
    }

    public SampleRun stepMs(long ms) {
        stepMs = ms;
        return this;
    }

    public long nowMs() {
        return log.nowMs();
    }

    public int step() {
        return log.step();
    }

    public RunState state() {
        return log.state();
    }

    public SampleRun add(TrainEvent event) {
        log.add(event);
        return this;
    }

    public SampleRun pass(long ms) {
        log.pass(ms);
        return this;
    }

    /** Adds one step, whose values go down and wobble. */
    public SampleRun oneStep() {
        int step = log.step();
        double x = (step + 1.0) / (epochs * stepsPerEpoch);
        double noise = Math.sin(step * 12.9898) * 0.5 + Math.sin(step * 78.233) * 0.5;
        return oneStep(2.3 * Math.exp(-3 * x) + 0.35 + 0.12 * noise, 1.1 + 2.2 * Math.exp(-6 * x) + 0.3 * noise);
    }

    public SampleRun oneStep(double loss, double gradNorm) {
        long ms = stepMs + log.step() % 7;
        int step = log.step() + 1;
        log.pass(ms).step(loss, plan.rate(step), gradNorm, 128_000.0 / (stepMs + step % 7));
        if (nowMs() - lastSystemMs >= SYSTEM_EVERY_MS) {
            lastSystemMs = nowMs();
            events.add(new SystemUsage(nowMs(), 190 + step % 10, 1400 + step % 30, List.of()));
        }
        return this;
    }

    public SampleRun steps(int count) {
        for (int i = 0; i < count; i++) {
            oneStep();
        }
        return this;
    }

    /** Adds the rest of the epoch under way and its validation. */
    public SampleRun toEndOfEpoch() {
        do {
            oneStep();
        } while (!log.isEpochDone());
        return endEpoch();
    }

    public SampleRun epochsMore(int count) {
        for (int i = 0; i < count; i++) {
            toEndOfEpoch();
        }
        return this;
    }

    private SampleRun endEpoch() {
        int epoch = log.epoch();
        double x = (double) epoch / epochs;
        double wobble = 0.012 * Math.sin(epoch * 2.3);
        double acc = 0.875 - 0.42 * Math.exp(-4.5 * x) + wobble;
        return endEpoch(2.3 * Math.exp(-3 * x) + 0.35, 0.55 + 0.4 * x, 1.4 * Math.exp(-3.4 * x) + 0.42 - wobble, acc);
    }

    public SampleRun endEpoch(double trainLoss, double trainAcc, double valLoss, double valAcc) {
        int epoch = log.epoch();
        events.add(new Validating(nowMs(), epoch));
        log.pass(8_000);
        double norm = 1.1 + 2.2 * Math.exp(-6.0 * epoch / epochs);
        double normMax = 2.4 + 2.2 * Math.exp(-6.0 * epoch / epochs);
        double seconds = stepsPerEpoch * (stepMs + 3) / 1000.0 + 8;
        Scores scores = new Scores(trainLoss, trainAcc, valLoss, valAcc);
        boolean best = log.endEpoch(scores, plan.rate(step() + 1), norm, normMax, seconds);
        if (best) {
            checkpoint(CheckpointKind.BEST, "checkpoints/best.safetensors", 5_400_000);
        }
        return checkpoint(CheckpointKind.EPOCH, "checkpoints/last.safetensors", 16_200_000);
    }

    SampleRun checkpoint(CheckpointKind kind, String file, long bytes) {
        events.add(new Checkpoint(nowMs(), kind, file, step(), log.epoch(), bytes, 0.2));
        return this;
    }
}
