package io.traindeck.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.Python;
import io.traindeck.testing.SparseCifar10;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weights of a run belong to the lesson's own network in PyTorch, and have the same accuracy there. */
class LessonAccuracyTest {
    private static final int VALIDATION_IMAGES = 120;
    private static final int TRAINING_IMAGES = 5 * VALIDATION_IMAGES;
    private static final int RECORD_BYTES = 3073;
    private static final int CLASSES = 10;
    private static final int SIDE = 32;
    private static final int NOISE = 100;
    private static final int STEP = 15;

    @TempDir
    private Path dir;

    @Test
    void theBestWeightsHaveTheSameAccuracyInPyTorch() throws Exception {
        Python.assume("torch");
        Path images = SparseCifar10.make(dir.resolve("images"));
        Random random = new Random(42);
        fill(images.resolve("data_batch_1.bin"), TRAINING_IMAGES, random);
        fill(images.resolve("test_batch.bin"), VALIDATION_IMAGES, random);
        run("train --name=a --recipe=fast --data=cifar10 --limit=" + TRAINING_IMAGES + " --data-dir=" + images
                + " --epochs=4 --batch-size=32 --widths=4,8,6 --hidden=12 --threads=1 --plain");

        JsonObject here =
                JsonParser.parseString(run("evaluate a --eval-flip --json")).getAsJsonObject();
        JsonObject there = JsonParser.parseString(Python.run(
                        dir.resolve("printed.txt"),
                        "src/test/python/lesson_accuracy.py",
                        dir.resolve("a/checkpoints/best.safetensors").toString(),
                        images.resolve("test_batch.bin").toString(),
                        Integer.toString(VALIDATION_IMAGES)))
                .getAsJsonObject();

        assertThat(here.get("val_acc").getAsDouble())
                .as("it has learned something")
                .isGreaterThan(0.2);
        assertThat(there.get("images")).isEqualTo(here.get("images"));
        for (String accuracy : new String[] {"val_acc", "val_acc_flip"}) {
            assertThat(there.get(accuracy).getAsDouble())
                    .as(accuracy)
                    .isEqualTo(here.get(accuracy).getAsDouble());
        }
        assertThat(there.get("val_loss").getAsDouble())
                .isCloseTo(here.get("val_loss").getAsDouble(), within(1e-5));
    }

    /** Writes images over the first ones of a file: noise, and the brighter on the left the higher the class. */
    private static void fill(Path file, int images, Random random) throws IOException {
        byte[] record = new byte[RECORD_BYTES];
        try (RandomAccessFile records = new RandomAccessFile(file.toFile(), "rw")) {
            for (int image = 0; image < images; image++) {
                int label = random.nextInt(CLASSES);
                record[0] = (byte) label;
                for (int i = 1; i < RECORD_BYTES; i++) {
                    boolean left = (i - 1) % SIDE < SIDE / 2;
                    record[i] = (byte) (random.nextInt(NOISE) + (left ? label * STEP : 0));
                }
                records.write(record);
            }
        }
    }

    private String run(String arguments) {
        Invocation result = Invocation.of((arguments + " --runs=" + dir).split(" "));
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out();
    }
}
