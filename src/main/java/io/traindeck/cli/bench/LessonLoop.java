package io.traindeck.cli.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.traindeck.cli.option.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The lesson's own loop in PyTorch, timed for some steps.
 *
 * @param torch the version of PyTorch
 * @param startSeconds the time from the start of Python to the first step
 * @param stepSeconds the time of a step with a batch of 128, median
 * @param validationImageSeconds the time of validating one image, median
 */
record LessonLoop(String torch, int threads, double startSeconds, double stepSeconds, double validationImageSeconds) {
    /** The accuracy that the lesson reports. */
    static final double ACCURACY = 0.874;

    /** The epochs after which the lesson reports it. */
    static final int EPOCHS = 30;

    private static final String SCRIPT = "/lesson_loop.py";
    private static final List<String> KEYS = List.of("torch", "threads", "start_s", "step_s", "validation_image_s");
    private static final String OTHER_OUTPUT = "python3 has not printed what the lesson's loop prints";
    private static final int TRAINING_IMAGES = 50_000;
    private static final int VALIDATION_IMAGES = 10_000;
    private static final int BATCH_SIZE = 128;
    private static final int STEPS_PER_EPOCH = (TRAINING_IMAGES - 1) / BATCH_SIZE + 1;

    /**
     * Returns the seconds that 30 epochs on all of CIFAR-10 would take, each validated, if every step took as long as
     * those measured.
     */
    double secondsOfAllEpochs() {
        return startSeconds + EPOCHS * (STEPS_PER_EPOCH * stepSeconds + VALIDATION_IMAGES * validationImageSeconds);
    }

    /**
     * Times the loop with the {@code python3} of the PATH.
     *
     * @throws CliException if there is no Python, or none with PyTorch
     */
    static LessonLoop measure(int steps, int threads) throws CliException, InterruptedException {
        String wanted = "; the lesson's loop needs a python3 on the PATH that can import torch";
        Process python;
        try {
            python = new ProcessBuilder("python3", "-", Integer.toString(steps), Integer.toString(threads))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new CliException("python3 cannot be run: " + e.getMessage() + wanted, e);
        }
        try (InputStream script = LessonLoop.class.getResourceAsStream(SCRIPT)) {
            try (OutputStream in = python.getOutputStream()) {
                script.transferTo(in);
            }
            String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = python.waitFor();
            if (exit != 0) {
                throw new CliException("python3 ended with " + exit + wanted);
            }
            return read(printed);
        } catch (IOException e) {
            throw new CliException("python3 did not read its script: " + e.getMessage() + wanted, e);
        } finally {
            python.destroy();
        }
    }

    /** @throws CliException if the text is not what the script prints */
    static LessonLoop read(String printed) throws CliException {
        try {
            // A library may have said something before.
            String last = printed.strip().substring(printed.strip().lastIndexOf('\n') + 1);
            JsonObject json = JsonParser.parseString(last).getAsJsonObject();
            if (json.keySet().containsAll(KEYS)) {
                return new LessonLoop(
                        json.get("torch").getAsString(),
                        json.get("threads").getAsInt(),
                        json.get("start_s").getAsDouble(),
                        json.get("step_s").getAsDouble(),
                        json.get("validation_image_s").getAsDouble());
            }
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new CliException(OTHER_OUTPUT, e);
        }
        throw new CliException(OTHER_OUTPUT);
    }
}
