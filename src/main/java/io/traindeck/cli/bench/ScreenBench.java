package io.traindeck.cli.bench;

import io.traindeck.cli.bench.ScreenedProgram.Costs;
import io.traindeck.cli.option.CliException;
import io.traindeck.cli.trainer.DetachedProcess;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Measures what the screen costs: the real program on a terminal in memory, on logs made up for it. */
final class ScreenBench {
    private static final int COLUMNS = 160;
    private static final int ROWS = 48;

    private static final int STARTS = 5;
    private static final int LIVE_STEPS = 11_730;
    private static final int LIVE_STEPS_DONE = 4_000;
    private static final long NEWS_EVERY_MS = 100;

    /** So many steps until the JVM has compiled the code that makes a picture. */
    private static final int WARM_UP_STEPS = 150;

    private static final int MEASURED_STEPS = 300;
    private static final int KEYS = 11;

    private static final int LONG_STEPS = 1_000_000;
    private static final int SEEKS = 21;

    /** The longest wait for a picture. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Path folder;
    private final int series;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    /**
     * @param folder an empty one, with room for 200 MB
     * @param series numbers of a step in the long log, at least {@link SyntheticRun#OWN_SERIES}; with more it has fewer
     *     steps, so that it is about as long
     */
    ScreenBench(Path folder, int series) {
        this.folder = folder;
        this.series = series;
    }

    /** Measures for about two minutes; figures by name, the unit at its end. */
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
                program.await(isWhole());
                news(training, log, WARM_UP_STEPS);
                Costs before = program.costs();
                news(training, log, MEASURED_STEPS);
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

    private static Predicate<String> isWhole() {
        return picture -> picture.contains("RUNNING") && picture.contains("q leave");
    }

    /** That a replay has read its log and shows it. */
    static Predicate<String> isRead() {
        return picture ->
                picture.contains(" of ") && picture.contains("q leave") && !picture.contains("Reading the log");
    }

    private void firstFrames(RunFolder run) throws CliException, IOException, InterruptedException {
        List<Double> starts = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (ScreenedProgram program = start("watch", run.path())) {
                starts.add(program.await(isWhole()));
                cpu.add(program.costs().cpuMs());
            }
        }
        figures.put("first_frame_ms", median(starts));
        figures.put("first_frame_cpu_ms", median(cpu));
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
        for (int i = 0; i < KEYS; i++) {
            // The footer names the views that are not shown.
            keys.add(program.type("2", picture -> picture.contains("1 overview") && !picture.contains("2 curves")));
            keys.add(program.type("1", picture -> picture.contains("2 curves") && !picture.contains("1 overview")));
        }
        figures.put("key_ms", median(keys));
    }

    private void replay() throws CliException, RunException, IOException, InterruptedException {
        RunFolder run = RunFolder.create(folder, "long");
        int epochs = write(run.events(), LONG_STEPS / series * SyntheticRun.OWN_SERIES, series);
        try (ScreenedProgram program = start("replay", run.events())) {
            double open = program.await(isRead());
            figures.put("replay_open_ms", open);
            figures.put("replay_open_cpu_ms", program.costs().cpuMs());
            program.type("p");
            Random random = new Random(2);
            List<Double> seeks = new ArrayList<>();
            for (int i = 0; i < SEEKS; i++) {
                int epoch = 1 + random.nextInt(epochs - 1);
                program.type(":goto " + epoch, picture -> picture.contains(":goto " + epoch + " "));
                seeks.add(program.type("\r", isAt(epoch)));
            }
            figures.put("replay_seek_ms", median(seeks));
            figures.put(
                    "replay_seek_max_ms",
                    seeks.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
            figures.put("replay_rss_mb", program.costs().peakRssMb());
        }
    }

    private static Predicate<String> isAt(int epoch) {
        String step = String.format(Locale.ROOT, "%,d", epoch * SyntheticRun.STEPS_PER_EPOCH)
                .replace(',', ' ');
        Pattern header = Pattern.compile("step +" + step + "/");
        return picture -> header.matcher(picture).find();
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

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
