package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.ComparedRuns;
import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.source.EventSource;
import io.traindeck.source.Formats;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs whose logs other programs have written, as they are read from files. */
public final class OthersSamples {
    private final Path folder;

    /** @param folder the folder in which the logs are written */
    public OthersSamples(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns what a GPT prints, which validates every 250 steps, beside the table of a Lightning run with half its
     * learning rate.
     */
    public Comparison gptAndLightning() throws IOException {
        StringBuilder gpt = new StringBuilder();
        for (int step = 0; step <= 3000; step += 10) {
            if (step % 250 == 0) {
                line(gpt, "step %d: train loss %.4f, val loss %.4f", step, loss(step, 1), loss(step, 1) + gap(step));
            }
            double loss = loss(step, 1) + 0.05 * Math.sin(step);
            line(gpt, "iter %d: loss %.4f, time %.2fms, mfu 10.41%%", step, loss, 35 + Math.sin(step));
        }
        StringBuilder lightning = new StringBuilder();
        line(lightning, "epoch,lr-AdamW,step,train_loss,val_loss");
        for (int step = 49; step < 2000; step += 50) {
            double loss = loss(step, 0.7) + 0.05 * Math.cos(step);
            line(lightning, "%d,%.6f,%d,%.6f,", step / 500, 3e-4 * (1 - step / 4000.0), step, loss);
            if (step % 500 == 499) {
                line(lightning, "%d,,%d,,%.6f", step / 500, step, loss(step, 0.7) + gap(step) / 2);
            }
        }
        log("lightning/hparams.yaml", "batch_size: 64\nlr: 0.0003\nmodel: gpt-mini\n");
        return new Comparison(List.of(
                run("nanogpt", log("nanogpt/out.log", gpt), Status.RUNNING),
                run("lightning", log("lightning/metrics.csv", lightning), Status.RUNNING)));
    }

    private static double loss(int step, double speed) {
        return 1.1 + 3.2 * Math.exp(-speed * step / 350.0);
    }

    private static double gap(int step) {
        return 0.2 * step / 1000.0;
    }

    /** Returns two programs that learn by reward, each with names of its own. */
    public Comparison rewards() throws IOException {
        StringBuilder table = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        line(
                table,
                "time/iterations,time/total_timesteps,time/fps,rollout/ep_rew_mean,rollout/ep_len_mean,"
                        + "train/entropy_loss,train/learning_rate,train/value_loss");
        for (int i = 1; i <= 200; i++) {
            double reward = 480 * (1 - Math.exp(-i / 60.0)) + 15 * Math.sin(i);
            line(
                    table,
                    "%d,%d,%d,%.2f,%.1f,%.4f,0.0003,%.3f",
                    i,
                    i * 2048L,
                    900 + i % 7,
                    reward,
                    reward,
                    -0.69 + i / 500.0,
                    40 * Math.exp(-i / 50.0));
            double other = 500 * (1 - Math.exp(-i / 90.0)) + 20 * Math.cos(i);
            line(
                    lines,
                    "{\"step\": %d, \"episode_return_mean\": %.3f, \"episode_return_max\": %.1f,"
                            + " \"train/value_loss\": %.3f, \"lr\": 0.0005, \"agent\": \"impala\"}",
                    i * 1900L,
                    other,
                    other + 40,
                    60 * Math.exp(-i / 40.0));
        }
        log("sb3/hparams.yaml", "agent: ppo\nlr: 3.0e-4\ngamma: 0.99\n");
        return new Comparison(List.of(
                run("sb3-ppo", log("sb3/progress.csv", table), Status.COMPLETED),
                run("impala", log("impala/metrics.jsonl", lines), Status.RUNNING)));
    }

    /** Returns a run of our own trainer beside the table of a Keras run, which counts its epochs from 0. */
    public Comparison ownAndKeras() throws IOException {
        SampleRun own = new SampleRun(12, 60);
        StringBuilder keras = new StringBuilder();
        line(keras, "epoch,accuracy,learning_rate,loss,val_accuracy,val_loss");
        for (int epoch = 1; epoch <= 12; epoch++) {
            double x = epoch / 12.0;
            double acc = 0.86 - 0.5 * Math.exp(-3 * x);
            own.steps(60).endEpoch(2.2 * (1 - acc), acc, 2.4 * (1 - acc) + 0.02, acc - 0.02);
            double val = 0.8 - 0.4 * Math.exp(-2 * x);
            line(
                    keras,
                    "%d,%.6f,0.001,%.6f,%.6f,%.6f",
                    epoch - 1,
                    val + 0.1 * x,
                    2 * (1 - val) - 0.3 * x,
                    val,
                    2 * (1 - val) + 0.1 * x);
        }
        RunState state = own.state();
        return new Comparison(List.of(
                new ComparedRun("upgraded", state, Status.RUNNING, ComparedRuns.dials(Optional.empty(), state)),
                run("keras", log("keras/training.csv", keras), Status.COMPLETED)));
    }

    private static void line(StringBuilder log, String format, Object... values) {
        log.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private Path log(String name, CharSequence text) throws IOException {
        Path log = folder.resolve(name);
        Files.createDirectories(log.getParent());
        return Files.writeString(log, text);
    }

    /** Returns the run of a log, whatever its format. */
    public static ComparedRun run(String name, Path log, Status status) throws IOException {
        RunState[] state = {RunState.EMPTY};
        try (EventSource source = Formats.all().find(log).orElseThrow().open(() -> state[0] = RunState.EMPTY)) {
            source.poll(Integer.MAX_VALUE, event -> state[0] = state[0].apply(event));
        }
        return new ComparedRun(name, state[0], status, ComparedRuns.dials(Optional.empty(), state[0]));
    }
}
