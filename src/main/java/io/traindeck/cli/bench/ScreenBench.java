package io.traindeck.cli.bench;

import io.traindeck.cli.bench.ScreenedProgram.Costs;
import io.traindeck.cli.option.CliException;
import io.traindeck.cli.trainer.DetachedProcess;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.text.Median;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Measures what the screen costs: the real program on a terminal in memory, on logs made up for it. */
final class ScreenBench {
    private static final int COLUMNS = 160;
    private static final int ROWS = 48;

    private static final int LIVE_STEPS = 11_730;
    private static final int LIVE_STEPS_DONE = 4_000;
    private static final long NEWS_EVERY_MS = 100;

    /** The longest wait for a picture. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    /**
     * The amount of work that is measured.
     *
     * @param starts starts of the program
     * @param warmUpSteps steps of the live run before anything is counted: until the JVM has compiled the code that
     *     makes a picture
     * @param liveSteps steps of the live run that are counted
     * @param keys pairs of keys
     * @param longSteps steps of the long log, if a step has the trainer's own numbers
     * @param seeks seeks in the long log
     */
    record Size(int starts, int warmUpSteps, int liveSteps, int keys, int longSteps, int seeks) {
        /** The size for figures that can be compared. */
        static final Size FULL = new Size(5, 150, 300, 11, 1_000_000, 21);
    }

    private final Path folder;
    private final int series;
    private final Size size;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    /**
     * @param folder an empty folder, with room for 200 MB
     * @param series numbers of a step in the long log, at least {@link SyntheticRun#OWN_SERIES}; with more it has fewer
     *     steps, so that it is about as long
     */
    ScreenBench(Path folder, int series, Size size) {
        this.folder = folder;
        this.series = series;
        this.size = size;
    }

    /**
     * Measures, which takes about two minutes at full size; returns figures by name, and each name ends with the unit.
     */
    Map<String, Double> run() throws CliException, RunException, IOException, InterruptedException {
        live();
        replay();
        return figures;
    }

    private void live() throws CliException, RunException, IOException, InterruptedException {
        RunFolder run = RunFolder.create(folder, "live");
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                PrintWriter log = new PrintWriter(Files.newBufferedWriter(run.events()))) {
            long now = System.currentTimeMillis();
            SyntheticRun training =
                    new SyntheticRun(LIVE_STEPS, now - 500L * LIVE_STEPS_DONE, line -> log.print(line + '\n'));
            training.steps(LIVE_STEPS_DONE);
            training.stepAt(now);
            log.flush();
            firstFrames(run);
            try (ScreenedProgram program = start("watch", run.path())) {
                program.await(Sight.RUNNING);
                news(training, log, size.warmUpSteps);
                Costs before = program.costs();
                news(training, log, size.liveSteps);
                perFrame(before, program.costs());
                keys(program);
                figures.put("rss_mb", program.costs().peakRssMb());
            }
        }
    }

    static ScreenedProgram start(String subcommand, Path run) throws CliException, IOException {
        List<String> command = new ArrayList<>(DetachedProcess.thisProgram());
        command.addAll(List.of(subcommand, run.toString()));
        return new ScreenedProgram(COLUMNS, ROWS, command, LIMIT);
    }

    private void firstFrames(RunFolder run) throws CliException, IOException, InterruptedException {
        List<Double> starts = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int i = 0; i < size.starts; i++) {
            try (ScreenedProgram program = start("watch", run.path())) {
                starts.add(program.await(Sight.RUNNING));
                cpu.add(program.costs().cpuMs());
            }
        }
        figures.put("first_frame_ms", Median.of(starts));
        figures.put("first_frame_cpu_ms", Median.of(cpu));
    }

    private static void news(SyntheticRun training, PrintWriter log, int steps) throws InterruptedException {
        for (int i = 0; i < steps; i++) {
            training.stepAt(System.currentTimeMillis());
            log.flush();
            TimeUnit.MILLISECONDS.sleep(NEWS_EVERY_MS);
        }
    }

    private void perFrame(Costs before, Costs after) {
        double frames = after.frames() - before.frames();
        double ms = after.atMs() - before.atMs();
        figures.put("frames_per_s", 1000 * frames / ms);
        figures.put("frame_bytes", (after.bytes() - before.bytes()) / frames);
        figures.put("frame_writes", (after.writes() - before.writes()) / frames);
        figures.put("cpu_percent", 100 * (after.cpuMs() - before.cpuMs()) / ms);
    }

    private void keys(ScreenedProgram program) throws CliException, IOException, InterruptedException {
        List<Double> keys = new ArrayList<>();
        for (int i = 0; i < size.keys; i++) {
            keys.add(program.type("2", Sight.CURVES));
            keys.add(program.type("1", Sight.OVERVIEW));
        }
        figures.put("key_ms", Median.of(keys));
    }

    private void replay() throws CliException, RunException, IOException, InterruptedException {
        RunFolder run = RunFolder.create(folder, "long");
        int epochs = write(run.events(), size.longSteps / series * SyntheticRun.OWN_SERIES, series);
        try (ScreenedProgram program = start("replay", run.events())) {
            double open = program.await(Sight.READ);
            figures.put("replay_open_ms", open);
            figures.put("replay_open_cpu_ms", program.costs().cpuMs());
            // Keys that are typed in one go count as pasted, so each key waits for the answer to the one before.
            program.type("p", Sight.STANDING);
            Random random = new Random(2);
            List<Double> seeks = new ArrayList<>();
            for (int i = 0; i < size.seeks; i++) {
                int epoch = 1 + random.nextInt(epochs - 1);
                String command = ":goto " + epoch;
                program.type(command, Sight.typed(command));
                seeks.add(program.type("\r", Sight.step((long) epoch * SyntheticRun.STEPS_PER_EPOCH)));
            }
            figures.put("replay_seek_ms", Median.of(seeks));
            figures.put(
                    "replay_seek_max_ms",
                    seeks.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
            figures.put("replay_rss_mb", program.costs().peakRssMb());
        }
    }

    private static int write(Path file, int steps, int series) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            SyntheticRun training = new SyntheticRun(steps, series, 1_700_000_000_000L, line -> {
                try {
                    out.write(line);
                    out.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            training.steps(steps);
            return training.epochs();
        }
    }
}
