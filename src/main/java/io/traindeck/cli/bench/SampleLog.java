package io.traindeck.cli.bench;

import io.traindeck.event.Names;
import io.traindeck.run.RunFolder;
import io.traindeck.source.tensorboard.TensorBoardWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** The kinds of logs whose reading is measured, each as long as a log gets. */
enum SampleLog {
    /** A million steps of this program's own log. */
    OWN {
        @Override
        Path write(Path folder, int part) throws IOException {
            Path file = new RunFolder(folder).events();
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                int steps = OWN_STEPS / part;
                new SyntheticRun(steps, START_MS, line -> out.print(line + '\n')).steps(steps);
            }
            return file;
        }
    },
    /** A million numbers. */
    CSV {
        @Override
        Path write(Path folder, int part) throws IOException {
            return lines(
                    folder.resolve("metrics.csv"),
                    part,
                    "step,train_loss,lr,grad_norm,samples_per_s\n",
                    "%d,%s,%s,%s,%s\n");
        }
    },
    /** A million numbers. */
    JSON_LINES {
        @Override
        Path write(Path folder, int part) throws IOException {
            return lines(
                    folder.resolve("metrics.jsonl"),
                    part,
                    "",
                    "{\"step\": %d, \"train_loss\": %s, \"lr\": %s, \"grad_norm\": %s, \"samples_per_s\": %s}\n");
        }
    },
    /** 100 MB. */
    TEXT {
        @Override
        Path write(Path folder, int part) throws IOException {
            Path file = folder.resolve("train.log");
            Random random = new Random(1);
            try (Writer out = Files.newBufferedWriter(file)) {
                for (long written = 0, step = 1; written < TEXT_BYTES / part; step++) {
                    String line = String.format(
                            Locale.ROOT,
                            "[INFO] step %d | loss %.4f | lr %.3e | grad_norm %.3f | %.1f samples/s\n",
                            step,
                            0.1 + random.nextDouble(),
                            1e-3 * random.nextDouble(),
                            1 + random.nextDouble(),
                            300 + random.nextDouble());
                    out.write(line);
                    written += line.length();
                }
            }
            return file;
        }
    },
    /** A million scalars. */
    TENSORBOARD {
        @Override
        Path write(Path folder, int part) throws IOException {
            Random random = new Random(1);
            try (TensorBoardWriter out = new TensorBoardWriter(folder, START_MS)) {
                for (int step = 1; step <= LINES / part; step++) {
                    for (Names tag : TAGS) {
                        out.write(START_MS + 1000L * step, step, tag.with(random.nextFloat()));
                    }
                }
                return out.file();
            }
        }
    },
    /** A gigabyte of images, with a scalar after each. */
    TENSORBOARD_IMAGES {
        @Override
        Path write(Path folder, int part) throws IOException {
            byte[] image = new byte[IMAGE_BYTES];
            try (TensorBoardWriter out = new TensorBoardWriter(folder, START_MS)) {
                for (int step = 1; step <= IMAGES / part; step++) {
                    long timeMs = START_MS + 1000L * step;
                    out.writeImage(timeMs, step, "samples", image);
                    out.write(timeMs, step, TAGS.get(0).with(1.0 / step));
                }
                return out.file();
            }
        }
    };

    private static final int OWN_STEPS = 1_000_000;
    private static final long START_MS = 1_700_000_000_000L;
    private static final int LINES = 250_000;
    private static final long TEXT_BYTES = 100_000_000;
    private static final int IMAGES = 1000;
    private static final int IMAGE_BYTES = 1 << 20;

    /** The tags; each is written in events of its own, as most programs do. */
    private static final List<Names> TAGS = Stream.of("loss/train", "lr", "grad_norm", "samples_per_s")
            .map(Names::of)
            .toList();

    /**
     * Writes such a log into a folder, and returns its file.
     *
     * @param part 1 for a log as long as a log gets, 1000 for a thousandth of that
     */
    abstract Path write(Path folder, int part) throws IOException;

    private static Path lines(Path file, int part, String head, String format) throws IOException {
        Random random = new Random(1);
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(head);
            for (int step = 1; step <= LINES / part; step++) {
                out.write(String.format(
                        Locale.ROOT,
                        format,
                        step,
                        random.nextDouble(),
                        1e-3 * random.nextDouble(),
                        random.nextDouble(),
                        300 + random.nextDouble()));
            }
        }
        return file;
    }
}
