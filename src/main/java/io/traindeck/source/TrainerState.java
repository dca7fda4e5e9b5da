package io.traindeck.source;

import io.traindeck.event.Goal;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the newest state of Hugging Face's trainer in its output folder. Each checkpoint holds the whole history up to
 * it, and the folder itself holds the last state once the run is over.
 */
final class TrainerState {
    static final String FILE = "trainer_state.json";

    private static final String EVAL = "eval_";
    private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{1,18})");
    private static final Pattern STEP = Pattern.compile("\"global_step\"\\s*:\\s*(\\d{1,18})");

    private TrainerState() {}

    /** Returns the newest state in {@code folder}, by its step; empty if there is none. */
    static Optional<Path> newest(Path folder) {
        Path best = null;
        long bestStep = -1;
        try (DirectoryStream<Path> checkpoints = Files.newDirectoryStream(folder, "checkpoint-*")) {
            for (Path checkpoint : checkpoints) {
                Matcher name = CHECKPOINT.matcher(checkpoint.getFileName().toString());
                Path state = checkpoint.resolve(FILE);
                if (name.matches() && Long.parseLong(name.group(1)) > bestStep && Files.isRegularFile(state)) {
                    bestStep = Long.parseLong(name.group(1));
                    best = state;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
        Path own = folder.resolve(FILE);
        return Files.isRegularFile(own) && step(own, bestStep) >= bestStep
                ? Optional.of(own)
                : Optional.ofNullable(best);
    }

    /** Returns the step that the first bytes of the state in {@code file} tell; {@code unknown} if they do not. */
    private static long step(Path file, long unknown) {
        try {
            Matcher step = STEP.matcher(Glance.at(file).text());
            return step.find() ? Long.parseLong(step.group(1)) : unknown;
        } catch (IOException e) {
            return unknown;
        }
    }

    /**
     * Returns the goal that the state names; null if it names none. Metrics of evaluations have {@code eval_} in front.
     */
    static Goal goal(FlatRecord state) {
        int metric = state.indexOf("metric_for_best_model");
        if (metric < 0 || !state.isText(metric)) {
            return null;
        }
        String written = state.text(metric);
        String name = written.startsWith(EVAL) ? written : EVAL + written;
        int greater = state.indexOf("greater_is_better");
        boolean higher =
                greater < 0 ? !written.endsWith("loss") : state.text(greater).equals("true");
        return new Goal(name, higher ? Goal.Better.HIGHER : Goal.Better.LOWER);
    }
}
