package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.OwnEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs to compare. */
public final class ComparedSamples {
    private static final int STEPS = 60;

    private ComparedSamples() {}

    /** Returns the three recipes: one overfits, one is live. */
    public static Comparison recipes() {
        SampleRun vanilla = new SampleRun(12, STEPS).stepMs(280);
        SampleRun baseline = new SampleRun(12, STEPS);
        SampleRun upgraded = new SampleRun(12, STEPS).stepMs(420);
        for (int epoch = 1; epoch <= 12; epoch++) {
            double x = epoch / 12.0;
            epoch(vanilla, 0.99 - 0.5 * Math.exp(-3 * x), 0.72 - 0.25 * Math.exp(-5 * x) - 0.03 * x, 0.6 * x);
            epoch(baseline, 0.86 - 0.5 * Math.exp(-3 * x), 0.83 - 0.4 * Math.exp(-4 * x), 0);
            if (epoch <= 9) {
                epoch(upgraded, 0.80 - 0.5 * Math.exp(-3 * x), 0.86 - 0.45 * Math.exp(-3.4 * x), 0);
            }
        }
        ended(vanilla, EndReason.COMPLETED);
        ended(baseline, EndReason.COMPLETED);
        upgraded.steps(STEPS / 3);
        return new Comparison(List.of(
                run("vanilla", vanilla, false, dials("vanilla", "adam", "0", "off", "0", "false")),
                run("baseline", baseline, false, dials("baseline", "adamw", "0.05", "1", "0", "true")),
                run("upgraded", upgraded, true, dials("upgraded", "adamw", "0.05", "1", "0.15", "true"))));
    }

    /** Returns the points of a sweep, in no order of how good they are; the last has not begun. */
    public static Comparison twenty() {
        List<ComparedRun> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String rate = List.of("1e-4", "3e-4", "1e-3", "3e-3", "1e-2").get(i % 5);
            String dropout = List.of("0", "0.1", "0.2", "0.3").get(i / 5);
            SampleRun log = new SampleRun(10, STEPS);
            double most = 0.85 - 0.05 * Math.abs(i % 5 - 2) - 0.012 * (i / 5);
            for (int epoch = 1; epoch <= 10; epoch++) {
                double x = epoch / 10.0;
                epoch(log, most + 0.03 - 0.5 * Math.exp(-3 * x), most - 0.4 * Math.exp(-4 * x), 0);
            }
            ended(log, EndReason.COMPLETED);
            Map<String, String> dials = dials("upgraded", "adamw", "0.05", "1", dropout, "true");
            dials.put("max_lr", rate);
            String name = "shapes-sweep-max_lr=" + rate + "-dropout=" + dropout;
            runs.add(
                    i < 19
                            ? run(name, log, false, dials)
                            : new ComparedRun(name, RunState.EMPTY, Status.WAITING, Map.of()));
        }
        return new Comparison(runs);
    }

    /** Returns as many runs as are told apart, with names as long as they get. */
    public static Comparison eight() {
        List<ComparedRun> runs = new ArrayList<>();
        List<String> rungs = List.of(
                "vanilla", "batch-norm", "augmentation", "adamw", "onecycle", "clipping", "dropout", "everything");
        for (int i = 0; i < rungs.size(); i++) {
            SampleRun log = new SampleRun(10, STEPS).stepMs(300 + 15L * i);
            for (int epoch = 1; epoch <= 10; epoch++) {
                double x = epoch / 10.0;
                epoch(log, 0.9 - 0.4 * Math.exp(-3 * x), 0.66 + 0.025 * i - 0.3 * Math.exp(-4 * x), 0);
            }
            ended(log, EndReason.COMPLETED);
            String yes = String.valueOf(i > 0);
            String name = "ablation-2026-11-22-seed-42-" + rungs.get(i);
            runs.add(run(
                    name,
                    log,
                    false,
                    dials("vanilla", i > 2 ? "adamw" : "adam", i > 2 ? "0.05" : "0", "off", "0", yes)));
        }
        return new Comparison(runs);
    }

    /** Returns runs with all that may be odd about a run. */
    public static Comparison odd() {
        SampleRun crashed = new SampleRun(8, STEPS);
        SampleRun short1 = new SampleRun(4, STEPS);
        SampleRun nan = new SampleRun(8, STEPS);
        for (int epoch = 1; epoch <= 4; epoch++) {
            double x = epoch / 8.0;
            epoch(crashed, 0.8 - 0.5 * Math.exp(-3 * x), 0.8 - 0.4 * Math.exp(-4 * x), 0);
            if (epoch == 1) {
                epoch(short1, 0.5, 0.52, 0);
            }
            epoch(nan, 0.3, epoch == 3 ? Double.NaN : 0.3, epoch > 2 ? Double.NaN : 0);
        }
        ended(nan, EndReason.FAILED);
        Map<String, String> dials = dials("upgraded", "adamw", "0.05", "1", "0.15", "true");
        return new Comparison(List.of(
                run("crashed", crashed, false, dials),
                run("one-epoch", short1, true, dials),
                run("no-epoch-yet", new SampleRun(8, STEPS).steps(20), true, Map.of()),
                run("nan", nan, false, dials),
                run("crashed (2)", crashed, false, dials),
                new ComparedRun("to-come", RunState.EMPTY, Status.WAITING, Map.of()),
                run(
                        "odd \u001b[31m\u6f22\u202e|name",
                        new SampleRun(8, STEPS),
                        true,
                        Map.of("\u001b|", "\u202e|\u6f22"))));
    }

    /** Returns a run whose rate was turned up too high, and two branches from before it with a lower one. */
    public static List<ComparedRun> family() {
        SampleRun spiked = new SampleRun(12, STEPS);
        for (int epoch = 1; epoch <= 12; epoch++) {
            double x = epoch / 12.0;
            boolean well = epoch <= 6;
            if (epoch == 7) {
                spiked.add(new DialTurned(spiked.nowMs(), spiked.step(), "max_lr", "0.003", "0.03"));
            }
            epoch(spiked, well ? 0.8 - 0.5 * Math.exp(-3 * x) : 0.2, well ? 0.83 - 0.45 * Math.exp(-4 * x) : 0.18, 0);
        }
        ended(spiked, EndReason.COMPLETED);
        Map<String, String> dials = dials("upgraded", "adamw", "0.05", "1", "0.15", "true");
        dials.put("max_lr", "0.003");
        return List.of(
                run("cifar10-upgraded", spiked, false, dials),
                rescued("rescued", spiked, 4, dials, "0.002"),
                rescued("rescued-again", spiked, 5, dials, "0.001"));
    }

    private static ComparedRun rescued(
            String name, SampleRun parent, int epochs, Map<String, String> dials, String maxLr) {
        SampleRun log = parent.branch(name, epochs * STEPS);
        for (int epoch = epochs + 1; epoch <= 12; epoch++) {
            double x = (epoch + (epochs - 4.0) / 2) / 12;
            epoch(log, 0.84 - 0.5 * Math.exp(-3 * x), 0.86 - 0.45 * Math.exp(-4 * x), 0);
        }
        ended(log, EndReason.COMPLETED);
        Map<String, String> own = new LinkedHashMap<>(dials);
        own.put("from_step", epochs * STEPS + " of cifar10-upgraded");
        own.put("max_lr", maxLr);
        return run(name, log, false, own);
    }

    /** Returns two runs that differ in so many dials. */
    public static Comparison differingIn(int dials) {
        List<ComparedRun> runs = new ArrayList<>();
        for (String name : List.of("one", "other")) {
            SampleRun log = new SampleRun(3, STEPS);
            epoch(log, 0.5, 0.52, 0);
            Map<String, String> own = new LinkedHashMap<>();
            for (int i = 0; i < dials; i++) {
                own.put("dial" + i, name);
            }
            runs.add(run(name, log, true, own));
        }
        return new Comparison(runs);
    }

    private static void epoch(SampleRun log, double trainAcc, double valAcc, double overfit) {
        log.steps(STEPS).endEpoch(2.2 * (1 - trainAcc), trainAcc, 2.4 * (1 - valAcc) + overfit, valAcc);
    }

    private static void ended(SampleRun log, EndReason reason) {
        log.add(OwnEvents.ended(log.nowMs() + 900, reason, log.step(), 1, 0.5, ""));
    }

    private static ComparedRun run(String name, SampleRun log, boolean lockHeld, Map<String, String> dials) {
        return new ComparedRun(
                name, log.state(), Status.of(log.state(), new Liveness.Locked(lockHeld), log.nowMs()), dials);
    }

    private static Map<String, String> dials(
            String recipe, String optimizer, String decay, String clip, String dropout, String norm) {
        Map<String, String> dials = new LinkedHashMap<>();
        dials.put("recipe", recipe);
        dials.put("seed", "42");
        dials.put("optimizer", optimizer);
        dials.put("weight_decay", decay);
        dials.put("clip", clip);
        dials.put("dropout", dropout);
        dials.put("batch_norm", norm);
        return dials;
    }
}
