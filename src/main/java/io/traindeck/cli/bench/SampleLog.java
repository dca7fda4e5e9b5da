package io.traindeck.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** The kinds of logs whose reading is measured, each as long as a log gets. */
enum SampleLog {
    /** A million steps of this program's own log. */
    OWN("events.jsonl") {
        @Override
        void write(Path file, int part) throws IOException {
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                int steps = OWN_STEPS / part;
                new SyntheticRun(steps, START_MS, line -> out.print(line + '\n')).steps(steps);
            }
        }
    },
    /** A million numbers. */
    CSV("metrics.csv") {
        @Override
        void write(Path file, int part) throws IOException {
            lines(file, part, "step,train_loss,lr,grad_norm,samples_per_s\n", "%d,%s,%s,%s,%s\n");
        }
    },
    /** A million numbers. */
    JSON_LINES("metrics.jsonl") {
        @Override
        void write(Path file, int part) throws IOException {
            lines(
                    file,
                    part,
                    "",
                    "{\"step\": %d, \"train_loss\": %s, \"lr\": %s, \"grad_norm\": %s, \"samples_per_s\": %s}\n");
        }
    },
    /** 100 MB. */
    TEXT("train.log") {
        @Override
        void write(Path file, int part) throws IOException {
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
        }
    },
    /** A million scalars. */
    TENSORBOARD("events.out.tfevents.1700000000.bench") {
        @Override
        void write(Path file, int part) throws IOException {
            Random random = new Random(1);
            try (TensorBoardFile out = new TensorBoardFile(file)) {
                for (int step = 1; step <= LINES / part; step++) {
                    for (String tag : TAGS) {
                        out.scalar(tag, step, random.nextFloat());
                    }
                }
            }
        }
    },
    /** A gigabyte of images, with a scalar after each. */
    TENSORBOARD_IMAGES("events.out.tfevents.1700000001.bench") {
        @Override
        void write(Path file, int part) throws IOException {
            try (TensorBoardFile out = new TensorBoardFile(file)) {
                for (int step = 1; step <= IMAGES / part; step++) {
                    out.image("samples", step, IMAGE_BYTES);
                    out.scalar(TAGS[0], step, 1f / step);
                }
            }
        }
    };

    private static final int OWN_STEPS = 1_000_000;
    private static final long START_MS = 1_700_000_000_000L;
    private static final int LINES = 250_000;
    private static final long TEXT_BYTES = 100_000_000;
    private static final int IMAGES = 1000;
    private static final int IMAGE_BYTES = 1 << 20;
    private static final String[] TAGS = {"loss/train", "lr", "grad_norm", "samples_per_s"};

    private final String file;

    SampleLog(String file) {
        this.file = file;
    }

    /** How such a file is called. */
    String file() {
        return file;
    }

    /** @param part 1 for a log as long as a log gets, 1000 for a thousandth of that */
    abstract void write(Path file, int part) throws IOException;

    private static void lines(Path file, int part, String head, String format) throws IOException {
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
    }
}
