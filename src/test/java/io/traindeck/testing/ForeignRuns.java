package io.traindeck.testing;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs of other people's programs, as a source hands them on; the same every time. */
public final class ForeignRuns {
    /** 2026-11-22 10:00:00 UTC. */
    private static final long START_MS = 1_795_341_600_000L;

    private ForeignRuns() {}

    /** A language model by steps, with a validation every 250; no epochs. */
    public static RunState gpt() {
        ForeignLog run = new ForeignLog();
        run.at(START_MS).described(Description.of(Plan.of(19_073, 0, 0), Map.of("model", "124M")));
        Names step = Names.of("loss", "lr", "norm", "tok/s");
        Names val = Names.of("val_loss", "hellaswag");
        for (int i = 0; i <= 12_250; i++) {
            run.at(START_MS + 320L * i);
            if (i % 250 == 0) {
                run.validation(i, val.with(3.24 + 7.7 * Math.exp(-i / 500.0), 0.25 + i / 2.2e5));
            }
            double noise = noise(i);
            double lr = i < 700 ? 6e-4 * i / 700 : 3e-4 + 3e-4 * Math.cos(Math.PI * (i - 700) / 18_373.0);
            double norm = 0.3 + 3 * Math.exp(-i / 200.0) + 0.05 * noise + (i == 7_411 ? 4 : 0);
            double loss = 3.2 + 7.7 * Math.exp(-i / 450.0) + 0.12 * noise;
            run.step(i, step.with(loss, lr, norm, 185_000 + 900 * noise));
        }
        return run.state();
    }

    /** A detector by epochs: thirty metrics, all in the lines of the epochs, without times. */
    public static RunState detection() {
        ForeignLog run = new ForeignLog();
        run.described(Description.of(Plan.of(0, 100, 0), Map.of("model", "yolov5s")));
        List<String> names = new ArrayList<>();
        for (String part : List.of("train", "val")) {
            Stream.of("box_loss", "obj_loss", "cls_loss", "dfl_loss").forEach(loss -> names.add(part + "/" + loss));
        }
        Stream.of("precision", "recall", "mAP50", "mAP50-95").forEach(score -> names.add("metrics/" + score + "(B)"));
        Stream.of("person", "bicycle", "car", "motorcycle", "bus", "train", "truck", "boat", "traffic light", "dog")
                .forEach(kind -> names.add("AP50/" + kind));
        IntStream.range(0, 3).forEach(group -> names.add("lr/pg" + group));
        names.addAll(List.of("gpu_mem_gb", "instances", "img_size", "epoch_time", "fitness"));
        Names all = Names.of(names);
        for (int epoch = 1; epoch <= 64; epoch++) {
            double x = 1 - Math.exp(-epoch / 18.0);
            double[] numbers = new double[all.size()];
            for (int i = 0; i < numbers.length; i++) {
                double noise = 0.02 * noise(epoch * 31 + i * 7);
                String name = all.get(i);
                numbers[i] = name.contains("loss")
                        ? 0.12 - 0.07 * x + (name.startsWith("val") ? 0.01 : 0) + noise / 5
                        : name.startsWith("lr")
                                ? 0.01 * (1 - epoch / 101.0)
                                : Math.max(0, 0.62 * x - 0.02 * (i % 7) + noise);
            }
            numbers[all.list().indexOf("gpu_mem_gb")] = 11.3;
            numbers[all.list().indexOf("img_size")] = 640;
            numbers[all.list().indexOf("instances")] = 180 + 40 * noise(epoch);
            run.epoch(epoch, epoch, all.with(numbers));
        }
        return run.state();
    }

    /** Reinforcement learning: a reward by environment steps, seldom evaluated. */
    public static RunState reward() {
        ForeignLog run = new ForeignLog();
        Names rollout = Names.of(
                "rollout/ep_len_mean",
                "rollout/ep_rew_mean",
                "time/fps",
                "time/total_timesteps",
                "train/approx_kl",
                "train/clip_fraction",
                "train/entropy_loss",
                "train/explained_variance",
                "train/learning_rate",
                "train/loss",
                "train/policy_gradient_loss",
                "train/value_loss");
        Names eval = Names.of("eval/mean_reward", "eval/mean_ep_length");
        for (int i = 1; i <= 420; i++) {
            long step = i * 8_192L;
            double x = 1 - Math.exp(-i / 130.0);
            double noise = noise(i);
            double reward = -180 + 430 * x + 22 * noise;
            run.at(START_MS + i * 4_100L);
            run.step(
                    step,
                    rollout.with(
                            120 + 180 * x + 6 * noise,
                            reward,
                            2_010 + 30 * noise,
                            step,
                            0.012 + 0.003 * noise,
                            0.11 + 0.02 * noise,
                            -2.8 + 1.6 * x,
                            0.9 * x + 0.03 * noise,
                            3e-4,
                            12 + 30 * Math.exp(-i / 60.0) + 2 * noise,
                            -0.01 + 0.002 * noise,
                            28 + 60 * Math.exp(-i / 60.0) + 4 * noise));
            if (i % 20 == 0) {
                run.at(START_MS + i * 4_100L + 900).validation(step, eval.with(reward + 25, 300));
            }
        }
        return run.state();
    }

    /** Two networks against each other: four losses, no goal. */
    public static RunState adversaries() {
        ForeignLog run = new ForeignLog();
        Names losses = Names.of("loss_D", "loss_G", "loss_D_real", "loss_D_fake");
        for (int i = 1; i <= 3_000; i++) {
            double wave = Math.sin(i / 220.0);
            double real = 0.55 + 0.2 * wave + 0.08 * noise(i);
            double fake = 0.5 - 0.18 * wave + 0.08 * noise(i + 5);
            run.at(START_MS + i * 150L);
            run.step(i * 10L, losses.with((real + fake) / 2, 1.4 + i / 2e3 + 0.5 * noise(i + 9), real, fake));
        }
        return run.state();
    }

    /** Nothing but a loss, every ten steps, without times. */
    public static RunState lossAlone() {
        ForeignLog run = new ForeignLog();
        Names loss = Names.of("loss");
        for (int i = 0; i <= 180; i++) {
            run.step(i * 10L, loss.with(0.8 + 3.4 * Math.exp(-i / 40.0) + 0.1 * noise(i)));
        }
        return run.state();
    }

    /** A thousand metrics, and more than there is room for, with names that no screen should show as they are. */
    public static RunState tooMany(String odd) {
        ForeignLog run = new ForeignLog();
        List<String> names = new ArrayList<>();
        IntStream.range(0, 1_200).forEach(i -> names.add("layer" + i + "/" + odd + "/" + "w".repeat(i % 90) + "_norm"));
        Names all = Names.of(names);
        for (int step = 1; step <= 3; step++) {
            double[] numbers = new double[all.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = i % 5 == 0 ? Double.NaN : i % 7 == 0 ? -i * 1e30 : i * step;
            }
            run.step(step, all.with(numbers));
        }
        return run.state();
    }

    /** A run with that goal, whose only point is of that metric. */
    public static RunState onePoint(String metric, double value) {
        ForeignLog run = new ForeignLog();
        Goal goal = new Goal(metric, Goal.Better.LOWER);
        run.described(new Description(Plan.UNKNOWN, goal, Set.of(), Map.of()));
        run.validation(0, metric, value);
        return run.state();
    }

    private static double noise(int i) {
        return Math.sin(i * 12.9898) * 0.5 + Math.sin(i * 78.233) * 0.5;
    }
}
