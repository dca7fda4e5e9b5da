package io.traindeck.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The shape of a line of JSON: the text between its numbers. The lines of a log have only a few shapes, and differ in
 * their numbers: if the shape of a line is known, only the numbers need to be parsed.
 *
 * <p>A number is one of JSON's grammar and finite, or one of the strings {@code "NaN"}, {@code "Infinity"}, {@code
 * "-Infinity"}, or, if the shape allows it, one of these words without quotes, as Python writes them. A line that fits
 * is read as the general way would read it. A line that does not fit is left to the general way.
 */
public final class LineShape {
    /** Bytes of the longest line whose shape is learned. */
    static final int MAX_LINE = 1 << 16;

    /** The most slots of a shape. */
    static final int MAX_SLOTS = 4096;

    /**
     * A place in the line whose content varies.
     *
     * @param keys the keys under which it stands, outermost first; an element of a list stands under its number, from 0
     * @param text whether a text stands there, else a number
     */
    public record Slot(List<String> keys, boolean text) {}

    private final List<Slot> slots;

    /** The bytes before each slot. */
    private final byte[][] before;

    private final boolean[] text;
    private final byte[] tail;
    private final boolean bare;

    LineShape(List<Slot> slots, List<byte[]> before, byte[] tail, boolean bare) {
        this.slots = List.copyOf(slots);
        this.before = before.toArray(byte[][]::new);
        this.text = new boolean[slots.size()];
        for (int i = 0; i < text.length; i++) {
            text[i] = slots.get(i).text();
        }
        this.tail = tail;
        this.bare = bare;
    }

    /**
     * Learns the shape of the line {@code bytes[from, to)}, which the general way has read as one JSON object.
     *
     * @param bare whether numbers that are not finite may stand without quotes
     * @param varies says, given the keys of a text, whether it may be another one in each line; all other texts belong to
     *     the shape
     * @return empty if the line is out of the ordinary (very long, keys with escapes, no JSON object) and lines like it
     *     are better read the general way
     */
    public static Optional<LineShape> of(
            byte[] bytes, int from, int to, boolean bare, Predicate<? super List<String>> varies) {
        return to - from > MAX_LINE ? Optional.empty() : new LineShapeScanner(bytes, from, to, bare, varies).scan();
    }

    /** The places that vary, in the order of the line. */
    public List<Slot> slots() {
        return slots;
    }

    /**
     * Reads {@code line[from, to)} and returns whether it has this shape. If it has, its slots are in {@code into};
     * else the content of {@code into} is of no use.
     */
    public boolean fits(byte[] line, int from, int to, LineSlots into) {
        return end(line, from, to, into) == to;
    }

    /** Reads {@code line[from, to)} if it begins with this shape; returns where that ends, or -1 if it does not. */
    int end(byte[] line, int from, int to, LineSlots into) {
        into.begin(line, before.length);
        int at = from;
        for (int i = 0; i < before.length; i++) {
            byte[] literal = before[i];
            int end = at + literal.length;
            if (end >= to || !stands(literal, line, at)) {
                return -1;
            }
            at = text[i] ? into.text(i, end, to) : into.number(i, end, to, bare);
            if (at < 0) {
                return -1;
            }
        }
        int end = at + tail.length;
        return end <= to && stands(tail, line, at) ? end : -1;
    }

    private static boolean stands(byte[] literal, byte[] line, int at) {
        return Arrays.equals(line, at, at + literal.length, literal, 0, literal.length);
    }
}
