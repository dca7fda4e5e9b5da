package io.traindeck.dashboard;

import io.traindeck.dashboard.panel.Frame;
import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.RunStarted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The runs of other programs that the golden screens show, by name. */
public final class OthersScenarios {
    private static final double WARM_UP = 700;

    private OthersScenarios() {}

    public static Map<String, Frame> all() {
        Map<String, Frame> all = new LinkedHashMap<>();
        all.put("gpt-by-steps", gpt().frame());
        all.put("detection", detection().frame());
        all.put("reward", reward().frame());
        all.put("gan", gan().frame());
        all.put("loss-alone", lossAlone().frame());
        all.put("several-launches", severalLaunches().frame());
        return all;
    }

    /** Returns smooth noise between -1 and 1. */
    private static double noise(double x) {
        return Math.sin(x * 12.9898) * 0.5 + Math.sin(x * 78.233) * 0.5;
    }

    /** A loop that fills a run folder of ours: a line every ten steps, a validation every 250, no epochs. */
    static OthersRun gpt() {
        long steps = 19_073;
        OthersRun run = new OthersRun("runs/gpt2-124m", "").at(SampleRun.START_MS);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", "gpt2-124M");
        facts.put("dataset", "fineweb10B");
        facts.put("device", "cuda");
        facts.put("batch_size", "524288");
        facts.put("seed", "1337");
        Plan plan = new Plan(steps, 0, 0, 0, 1.0, 6e-4, "");
        Description about =
                new Description(plan, new Goal("val_loss", Goal.Better.LOWER), Set.of("pause", "stop"), facts);
        run.add(new RunStarted(SampleRun.START_MS, "gpt2-124m", about, null));
        Names line = Names.of("loss", "lr", "grad_norm", "tokens_per_s");
        Names validation = Names.of("val_loss", "hellaswag");
        for (long step = 0; step <= 12_240; step += 10) {
            double loss = 3.05 + 7.9 * Math.exp(-step / 420.0) + 0.9 * Math.exp(-step / 5000.0);
            double done = Math.max(0, step - WARM_UP) / (steps - WARM_UP);
            double lr = step < WARM_UP ? 6e-4 * (step + 1) / WARM_UP : 6e-4 * (0.55 + 0.45 * Math.cos(Math.PI * done));
            double norm = 0.28 + 3 * Math.exp(-step / 300.0) + 0.04 * noise(step);
            run.pass(28).step(step, line, loss + 0.06 * noise(step / 7.0), lr, norm, 185_000 + 900 * noise(step));
            if (step % 250 == 0) {
                double hellaswag = 0.302 - 0.055 * Math.exp(-step / 6000.0) + 0.002 * noise(step);
                run.pass(12).validation(step, validation, loss + 0.02 + 0.004 * noise(step), hellaswag);
            }
        }
        return run.pass(9);
    }

    /** A table with thirty columns and an epoch in each row, without times. */
    static OthersRun detection() {
        List<String> names = new ArrayList<>(List.of("train/box_loss", "train/cls_loss", "train/dfl_loss"));
        Collections.addAll(names, "metrics/precision(B)", "metrics/recall(B)", "metrics/mAP50(B)");
        Collections.addAll(names, "metrics/mAP50-95(B)", "val/box_loss", "val/cls_loss", "val/dfl_loss");
        Collections.addAll(names, "lr/pg0", "lr/pg1", "lr/pg2");
        String[] classes = {
            "person",
            "bicycle",
            "car",
            "motorcycle",
            "bus",
            "train",
            "truck",
            "traffic light",
            "stop sign",
            "bench",
            "bird",
            "cat",
            "dog",
            "horse",
            "sheep",
            "cow",
            "bear"
        };
        for (String name : classes) {
            names.add("AP/" + name);
        }
        Names row = Names.of(names);
        OthersRun run = new OthersRun("yolo/results.csv", "CSV");
        for (int epoch = 1; epoch <= 74; epoch++) {
            double x = epoch / 100.0;
            double[] values = new double[row.size()];
            double precision = 0.78 - 0.5 * Math.exp(-6 * x) + 0.01 * noise(epoch);
            double[] first = {
                0.9 + 0.7 * Math.exp(-4 * x),
                0.5 + 2.4 * Math.exp(-5 * x),
                1.0 + 0.4 * Math.exp(-4 * x),
                precision,
                precision - 0.07,
                precision - 0.04,
                0.62 * precision,
                1.05 + 0.6 * Math.exp(-4 * x) + 0.01 * noise(epoch),
                0.66 + 2.2 * Math.exp(-5 * x) + 0.01 * noise(epoch),
                1.08 + 0.3 * Math.exp(-4 * x),
                0.01 * (1 - x) + 1e-4,
                0.01 * (1 - x) + 1e-4,
                Math.max(0.1 - 0.03 * (epoch - 1), 0.01 * (1 - x) + 1e-4)
            };
            System.arraycopy(first, 0, values, 0, first.length);
            for (int i = first.length; i < values.length; i++) {
                values[i] = precision * (0.45 + 0.02 * i) - 0.02 * noise(i + epoch);
            }
            run.epoch(epoch, epoch, row, values);
        }
        return run;
    }

    /** Reinforcement learning: no validation, no epochs, more steps than an int holds. */
    static OthersRun reward() {
        Names names = Names.of(
                "rollout/ep_rew_mean",
                "rollout/ep_len_mean",
                "time/fps",
                "train/approx_kl",
                "train/clip_fraction",
                "train/entropy_loss",
                "train/explained_variance",
                "train/learning_rate",
                "train/loss",
                "train/policy_gradient_loss",
                "train/value_loss");
        OthersRun run = new OthersRun("logs/PPO_7", "TensorBoard").at(SampleRun.START_MS);
        long each = 8_388_608;
        for (int i = 1; i <= 310; i++) {
            double x = i / 310.0;
            double reward = -210 + 480 / (1 + Math.exp(-9 * (x - 0.45))) + 14 * noise(i);
            run.pass(91)
                    .step(
                            i * each,
                            names,
                            reward,
                            180 + 620 * x + 20 * noise(i * 3.0),
                            92_000 + 1500 * noise(i),
                            0.011 + 0.004 * noise(i * 5.0),
                            0.12 + 0.03 * noise(i * 2.0),
                            -1.36 + 0.7 * x,
                            0.97 - 0.9 * Math.exp(-5 * x),
                            3e-4 * (1 - 0.6 * x),
                            8 + 40 * Math.exp(-4 * x) + 3 * noise(i * 7.0),
                            -0.012 + 0.003 * noise(i * 11.0),
                            20 + 90 * Math.exp(-4 * x) + 6 * noise(i * 13.0));
        }
        return run.pass(20);
    }

    /** Two networks against each other, four losses, as a program prints them. */
    static OthersRun gan() {
        Names names = Names.of("loss_d", "loss_g", "loss_gp", "loss_perceptual");
        OthersRun run = new OthersRun("gan/nohup.out", "text");
        for (int i = 1; i <= 900; i++) {
            double x = i / 900.0;
            run.step(
                    50L * i,
                    names,
                    0.9 + 0.5 * Math.exp(-6 * x) + 0.12 * noise(i),
                    1.6 + 0.9 * x + 0.2 * noise(i * 3.0),
                    0.04 + 0.3 * Math.exp(-8 * x) + 0.01 * noise(i * 5.0),
                    0.31 + 0.5 * Math.exp(-3 * x) + 0.015 * noise(i * 7.0));
        }
        return run;
    }

    static OthersRun lossAlone() {
        Names loss = Names.of("loss");
        OthersRun run = new OthersRun("exp3/loss.csv", "CSV");
        for (int step = 0; step < 4_000; step++) {
            run.step(step, loss, 0.4 + 1.9 * Math.exp(-step / 500.0) + 0.15 * noise(step));
        }
        return run;
    }

    /** The text of three launches: the first dies of a loss that is not a number, the last takes up the second. */
    static OthersRun severalLaunches() {
        OthersRun run = new OthersRun("slurm-4711.out", "text");
        Description about = Description.of(
                Plan.of(0, 90, 0), Map.of("arch", "resnet50", "data", "/data/imagenet", "batch_size", "256"));
        run.described(about);
        launch(run, 1, 4, 2.5);
        run.step(2_050, Names.of("loss", "images/s"), Double.NaN, 812);
        run.described(about);
        launch(run, 1, 13, 1);
        run.described(about);
        launch(run, 11, 19, 1);
        return run;
    }

    private static void launch(OthersRun run, int firstEpoch, int lastEpoch, double rate) {
        Names line = Names.of("loss", "images/s");
        Names row = Names.of("train_loss", "val_loss", "val_acc1", "val_acc5");
        for (int epoch = firstEpoch; epoch <= lastEpoch; epoch++) {
            for (int batch = 1; batch <= 10; batch++) {
                double x = (epoch - 1 + batch / 10.0) / rate;
                run.step((epoch - 1) * 500L + batch * 50L, line, loss(x) + 0.1 * noise(batch + epoch), 812 + 3 * batch);
            }
            double x = epoch / rate;
            double acc = 0.71 - 0.68 * Math.exp(-x / 9);
            run.epoch(epoch, epoch * 500L, row, loss(x), 0.25 + 0.9 * loss(x), acc, Math.min(0.99, acc + 0.19));
        }
    }

    private static double loss(double epochs) {
        return 1.1 + 5.8 * Math.exp(-epochs / 6);
    }
}
