package io.traindeck.cli.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The graphics cards that a trainer would see, by the words that {@code CUDA_VISIBLE_DEVICES} has for them. */
final class VisibleCards {
    /** A driver that is in trouble may take for ever to answer. */
    private static final long PATIENCE_S = 10;

    private VisibleCards() {}

    /** The cards that this process may use; none where nothing says that there are any. */
    static List<String> list() {
        String chosen = System.getenv("CUDA_VISIBLE_DEVICES");
        return chosen == null ? installed() : chosen(chosen);
    }

    /** @param variable what a scheduler or a person has chosen; CUDA reads it up to the first entry that is none */
    static List<String> chosen(String variable) {
        return Arrays.stream(variable.split(","))
                .map(String::strip)
                .takeWhile(entry -> entry.matches("\\d+|(GPU|MIG)-.+"))
                .toList();
    }

    private static List<String> installed() {
        try {
            Process process = new ProcessBuilder("nvidia-smi", "-L")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return List.of();
            }
            try (BufferedReader lines = process.inputReader()) {
                long cards =
                        lines.lines().filter(line -> line.startsWith("GPU ")).count();
                return IntStream.range(0, (int) cards).mapToObj(String::valueOf).toList();
            }
        } catch (IOException e) {
            // There is no such program, so no card that we could compute on.
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
