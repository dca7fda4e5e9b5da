package io.traindeck.source;

import io.traindeck.source.text.TextEvents;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The events and series that are made of the text that a program printed. */
final class PrintedText {
    private PrintedText() {}

    /** Reads whole lines. */
    static Collected read(String text) {
        Collected all = new Collected();
        TextEvents events = new TextEvents(() -> 0, all::take);
        text.lines().forEach(line -> {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            events.line(bytes, 0, bytes.length);
        });
        return all;
    }

    /** Returns all points of a series, such as {@code 10=4.5 20=4.25}. */
    static String points(Collected all, String name) {
        return all.series(name).entrySet().stream().map(PrintedText::point).collect(Collectors.joining(" "));
    }

    private static String point(Map.Entry<Long, Double> point) {
        double value = point.getValue();
        return point.getKey() + "=" + (value == Math.rint(value) && Math.abs(value) < 1e15 ? "" + (long) value : value);
    }

    /**
     * Returns lines made from a pattern with two places for the number {@code i}, and more for what grows and falls
     * with it.
     */
    static String lines(int from, int to, java.util.function.IntFunction<String> line) {
        return IntStream.rangeClosed(from, to).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }
}
