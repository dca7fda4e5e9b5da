package io.traindeck.cli.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.traindeck.data.DataSet;
import io.traindeck.data.ImageSet;
import io.traindeck.data.Shapes;
import io.traindeck.event.EventBus;
import io.traindeck.model.Torch;
import io.traindeck.run.EventLogWriter;
import io.traindeck.run.RunFolder;
import io.traindeck.train.Dials;
import io.traindeck.train.StepBenchmark;
import io.traindeck.train.TrainingSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Measures training: bare steps and the whole loop in turn, with a log in a folder of its own. */
final class TrainingBench {
    /** CIFAR-10 has this many images, so the memory is that of a real run. */
    private static final int IMAGES = 50_000;

    private final Path folder;
    private final Torch torch;
    private final String recipe;
    private final Dials dials;
    private final int blocks;
    private final BooleanSupplier ending;

    /**
     * @param folder an empty folder
     * @param recipe the word for the training
     * @param dials the training; its length does not matter
     * @param blocks how many blocks of each sort are counted
     * @param ending whether the program was told to end: after that, a missing folder is no fault
     */
    TrainingBench(Path folder, Torch torch, String recipe, Dials dials, int blocks, BooleanSupplier ending) {
        this.folder = folder;
        this.torch = torch;
        this.recipe = recipe;
        this.dials = dials;
        this.blocks = blocks;
        this.ending = ending;
    }

    /** @param err gets the failures of those who listen to the trainer */
    StepBenchmark.Figures figures(PrintWriter err) throws Exception {
        RunFolder run = new RunFolder(folder);
        try (EventLogWriter log = new EventLogWriter(run.events(), new LoudAlarm())) {
            var noneKept = new TrainingSetup.Saving(run.checkpoints(), 0, 0);
            var setup = new TrainingSetup("bench", "bench", dials, manyShapes(), noneKept, Optional.empty());
            EventBus bus = new EventBus((subscriber, failure) -> failure.printStackTrace(err));
            bus.subscribe(log);
            return new StepBenchmark(torch, setup, blocks).run(bus, log::sync);
        }
    }

    /** Ends the benchmark, which measures nothing if its log fails. */
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
            if (!ending.getAsBoolean()) {
                throw new IllegalStateException("the benchmark's folder was removed");
            }
        }
    }

    /** Returns the shapes over and over, as many as CIFAR-10 has images. */
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

    /** Prints the figures, as one JSON object or for people. */
    void print(StepBenchmark.Figures figures, boolean json, PrintWriter out) throws IOException {
        double ratio = figures.imagesPerSWhole() / figures.imagesPerSBare();
        double peakRss = peakRssMb();
        if (json) {
            JsonObject object = new JsonObject();
            object.addProperty("recipe", recipe);
            object.addProperty("precision", dials.extras().precision().toString());
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
                    "%s in %s on %s, %d threads, batch %d, %d steps of the loop, in turn with bare ones%n",
                    recipe,
                    dials.extras().precision(),
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

    /** Returns the most resident memory this process has had, MiB; NaN if the system does not tell. */
    private static double peakRssMb() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
