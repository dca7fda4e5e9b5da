package io.traindeck.cli.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.traindeck.cli.option.ComputeOptions;
import io.traindeck.cli.option.Edition;
import io.traindeck.cli.trainer.EngineSignals;
import io.traindeck.data.DataSet;
import io.traindeck.data.ImageSet;
import io.traindeck.data.Shapes;
import io.traindeck.event.EventBus;
import io.traindeck.model.Torch;
import io.traindeck.run.EventLogWriter;
import io.traindeck.train.Dials;
import io.traindeck.train.Recipe;
import io.traindeck.train.StepBenchmark;
import io.traindeck.train.TrainingSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: how fast this machine trains, and what all around the bare step costs. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures training on this machine: bare steps and the whole loop in turn, medians.")
public final class BenchCommand implements Callable<Integer> {
    /** As many images as CIFAR-10 has, so that memory is what a real run takes. */
    private static final int IMAGES = 50_000;

    /** As many as a line of a log may have and still be read fast. */
    private static final int MOST_SERIES = 1000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Option(
            names = "--screen",
            description = "Measure the screen instead: bytes and CPU of a frame, and how soon it answers.")
    private boolean screen;

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "" + SyntheticRun.OWN_SERIES,
            description = "With --screen: metrics a step in the long log (default: ${DEFAULT-VALUE}).")
    private int series;

    @Option(
            names = "--logs",
            description = "Measure instead how soon a long log of each kind is on the screen; takes 1 GB of disk.")
    private boolean logs;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            defaultValue = "12",
            description =
                    "Blocks of ten steps of each sort (default: ${DEFAULT-VALUE}, some two minutes on two cores).")
    private int blocks;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the CPU kernels (default: as many as cores).")
    private Integer threads;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "Where to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ComputeOptions.Device device;

    /** Whether the program was told to end: from then on it is no news that the folder is gone. */
    private volatile boolean ending;

    @Override
    public Integer call() throws Exception {
        if (blocks < 1) {
            throw new ParameterException(spec.commandLine(), "--blocks must be at least 1, not " + blocks);
        }
        if (threads != null) {
            ComputeOptions.requireThreads(spec, threads);
        }
        if (series < SyntheticRun.OWN_SERIES || series > MOST_SERIES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--series must be " + SyntheticRun.OWN_SERIES + " to " + MOST_SERIES + ", not " + series);
        }
        if (screen) {
            measure(folder -> new ScreenBench(folder, series, ScreenBench.Size.FULL).run());
        } else if (logs) {
            measure(folder -> new LogsBench(folder, LogsBench.STARTS, 1).run());
        } else {
            measureTraining();
        }
        return 0;
    }

    private void measureTraining() throws Exception {
        Edition.requireEngine();
        Path folder = Files.createTempDirectory("traindeck-bench");
        try (EngineSignals signals = new EngineSignals(() -> {
            ending = true;
            deleteAtTheEnd(folder);
        })) {
            Torch torch = Torch.load(device.name(), threads == null ? 0 : threads);
            Dials dials = Recipe.UPGRADED.dials(42);
            print(figures(torch, dials, folder), torch, dials);
        } finally {
            delete(folder);
        }
    }

    private StepBenchmark.Figures figures(Torch torch, Dials dials, Path folder) throws Exception {
        try (EventLogWriter log = new EventLogWriter(folder.resolve("events.jsonl"), new LoudAlarm())) {
            var noneKept = new TrainingSetup.Saving(folder.resolve("checkpoints"), 0, 0);
            var setup = new TrainingSetup("bench", "upgraded", dials, manyShapes(), noneKept, Optional.empty());
            EventBus bus = new EventBus((subscriber, failure) ->
                    failure.printStackTrace(spec.commandLine().getErr()));
            bus.subscribe(log);
            return new StepBenchmark(torch, setup, blocks).run(bus, log::sync);
        }
    }

    /** What measures something in an empty folder: figures by name, the unit at its end. */
    private interface Bench {
        Map<String, Double> run(Path folder) throws Exception;
    }

    private void measure(Bench bench) throws Exception {
        Path folder = Files.createTempDirectory("traindeck-bench");
        Map<String, Double> figures;
        try {
            figures = bench.run(folder);
        } finally {
            delete(folder);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new GsonBuilder().create().toJson(figures));
        } else {
            figures.forEach((name, value) -> out.printf(Locale.ROOT, "%-32s %10.1f%n", name, value));
        }
        out.flush();
    }

    /** A benchmark whose log fails measures nothing. */
    private final class LoudAlarm implements EventLogWriter.Alarm {
        @Override
        public void writeFailed(IOException reason) {
            throw new IllegalStateException("the benchmark's log cannot be written", reason);
        }

        @Override
        public void writeRecovered(long lost) {
            throw new IllegalStateException("the benchmark's log was not written for a while");
        }

        @Override
        public void folderGone() {
            if (!ending) {
                throw new IllegalStateException("the benchmark's folder was removed");
            }
        }
    }

    /** The shapes over and over, as many as CIFAR-10 has. */
    private static DataSet manyShapes() {
        DataSet shapes = Shapes.generate(0);
        ImageSet few = shapes.train();
        byte[] pixels = new byte[IMAGES * ImageSet.IMAGE_BYTES];
        byte[] labels = new byte[IMAGES];
        ByteBuffer out = ByteBuffer.wrap(pixels);
        for (int i = 0; i < IMAGES; i++) {
            few.copyTo(i % few.size(), out);
            labels[i] = (byte) few.label(i % few.size());
        }
        ImageSet many = new ImageSet(pixels, labels, shapes.classNames().size());
        return new DataSet(shapes.name(), shapes.classNames(), many, shapes.validation(), shapes.normalisation());
    }

    private void print(StepBenchmark.Figures figures, Torch torch, Dials dials) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        double ratio = figures.imagesPerSWhole() / figures.imagesPerSBare();
        double peakRss = peakRssMb();
        if (json) {
            JsonObject object = new JsonObject();
            object.addProperty("device", torch.device());
            object.addProperty("threads", torch.threads());
            object.addProperty("batch_size", dials.length().batchSize());
            object.addProperty("steps", figures.steps());
            object.addProperty("images_per_s_bare", figures.imagesPerSBare());
            object.addProperty("images_per_s_whole", figures.imagesPerSWhole());
            object.addProperty("whole_to_bare", ratio);
            object.addProperty("data_wait_fraction", figures.dataWaitFraction());
            object.addProperty("events_fraction", figures.eventsFraction());
            object.addProperty("checkpoint_stall_ms", figures.checkpointStallMs());
            object.addProperty("peak_rss_mb", peakRss);
            JsonObject phases = new JsonObject();
            figures.phaseMs()
                    .forEach((phase, ms) -> phases.addProperty(phase.name().toLowerCase(Locale.ROOT), ms));
            object.add("phase_ms", phases);
            out.println(new GsonBuilder().create().toJson(object));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s, %d threads, batch %d, %d steps of the loop, in turn with bare ones%n",
                    torch.device(),
                    torch.threads(),
                    dials.length().batchSize(),
                    figures.steps());
            out.printf(Locale.ROOT, "bare step      %8.1f images/s%n", figures.imagesPerSBare());
            out.printf(Locale.ROOT, "whole loop     %8.1f images/s   %.3f of bare%n", figures.imagesPerSWhole(), ratio);
            out.printf(Locale.ROOT, "waiting for data %6.3f%%%n", 100 * figures.dataWaitFraction());
            out.printf(Locale.ROOT, "events and log   %6.3f%%%n", 100 * figures.eventsFraction());
            out.printf(Locale.ROOT, "checkpoint       %6.1f ms stall%n", figures.checkpointStallMs());
            out.printf(Locale.ROOT, "peak memory      %6.0f MB%n", peakRss);
            out.println("a step, ms:");
            figures.phaseMs()
                    .forEach((phase, ms) -> out.printf(
                            Locale.ROOT,
                            "  %-12s %8.2f%n",
                            phase.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            ms));
        }
        out.flush();
    }

    /** The most resident memory this process has had; NaN if the system does not tell. */
    private static double peakRssMb() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }

    private static void deleteAtTheEnd(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // A checkpoint may have been written meanwhile; it stays in the folder for temporary files.
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
