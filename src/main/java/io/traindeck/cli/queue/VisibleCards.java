package io.traindeck.cli.queue;

import io.traindeck.machine.NvidiaSmi;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The graphics cards that a trainer would see, by the words that {@code CUDA_VISIBLE_DEVICES} has for them. */
final class VisibleCards {
    private VisibleCards() {}

    /** Returns the cards that this process may use; none if nothing says that there are any. */
    static List<String> list() {
        String chosen = System.getenv("CUDA_VISIBLE_DEVICES");
        return chosen == null ? installed() : chosen(chosen);
    }

    /** @param variable the choice of a scheduler or a person; CUDA reads it up to the first entry that is no card */
    static List<String> chosen(String variable) {
        return Arrays.stream(variable.split(","))
                .map(String::strip)
                .takeWhile(entry -> entry.matches("\\d+|(GPU|MIG)-.+"))
                .toList();
    }

    private static List<String> installed() {
        long cards = NvidiaSmi.output(List.of("-L"))
                .lines()
                .filter(line -> line.startsWith("GPU "))
                .count();
        return IntStream.range(0, (int) cards).mapToObj(String::valueOf).toList();
    }
}
