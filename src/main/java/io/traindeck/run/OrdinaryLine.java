package io.traindeck.run;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the values of a line laid out as {@link EventCodec#encode} writes it, in their order and without building a tree.
 * It notices whatever is laid out otherwise or is out of the ordinary in any way, and does not say what that is:
 * {@link EventCodec#decodeAny} has the last word on what is an event and what is not.
 */
final class OrdinaryLine {
    /** Digits of a long that need no check for overflow. */
    private static final int SAFE_DIGITS = 18;

    private final byte[][] layout;
    private final byte[] bytes;
    private final int end;
    private int at;

    /** How many values were read. */
    private int part;

    private boolean ordinary = true;

    /** The line in {@code bytes[from, to)}, to be read by a {@code layout} of {@link #layout}. */
    OrdinaryLine(byte[][] layout, byte[] bytes, int from, int to) {
        this.layout = layout;
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** What stands before each value: {@code {"event":"step","time_ms":}, then {@code ,"step":}, and so on. */
    static byte[][] layout(String word, Class<? extends Record> event) {
        List<byte[]> before = new ArrayList<>();
        String text = "{\"" + EventCodec.EVENT_KEY + "\":\"" + word + "\"";
        for (String key : RecordJson.of(event).keys()) {
            before.add((text + ",\"" + key + "\":").getBytes(StandardCharsets.US_ASCII));
            text = "";
        }
        return before.toArray(byte[][]::new);
    }

    /** Whether all values were there and ordinary, and the line ends right after the last. */
    boolean ends() {
        return part == layout.length && ordinary && at == end - 1 && bytes[at] == '}';
    }

    /** Takes what stands before the next value; false, once and for all, where something else does. */
    private boolean next() {
        byte[] before = layout[part++];
        if (!ordinary || end - at < before.length) {
            return fail();
        }
        byte[] line = bytes;
        int start = at;
        for (int i = 0; i < before.length; i++) {
            if (line[start + i] != before[i]) {
                return fail();
            }
        }
        at = start + before.length;
        return true;
    }

    private boolean fail() {
        ordinary = false;
        return false;
    }

    /** The next value, a whole number from 0 to {@code max}. */
    long integer(long max) {
        if (!next()) {
            return 0;
        }
        int start = at;
        int digits = digits();
        long value = 0;
        byte[] line = bytes;
        for (int i = start; i < start + digits && digits <= SAFE_DIGITS; i++) {
            value = 10 * value + (line[i] - '0');
        }
        ordinary = digits > 0 && digits <= SAFE_DIGITS && (digits == 1 || bytes[start] != '0') && value <= max;
        return value;
    }

    /** The next value, a finite number with the grammar of JSON. */
    double number() {
        if (!next()) {
            return 0;
        }
        int start = at;
        take('-');
        int whole = at;
        int digits = digits();
        ordinary = digits > 0 && (digits == 1 || bytes[whole] != '0');
        if (take('.')) {
            ordinary &= digits() > 0;
        }
        if (take('e') || take('E')) {
            if (!take('-')) {
                take('+');
            }
            ordinary &= digits() > 0;
        }
        if (!ordinary) {
            return 0;
        }
        double value = JavaDoubleParser.parseDouble(bytes, start, at - start);
        ordinary = Double.isFinite(value);
        return value;
    }

    /** Takes the next value, a list in which there is nothing. */
    void emptyList() {
        ordinary = next() && take('[') && take(']');
    }

    private boolean take(char c) {
        if (at < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private int digits() {
        // The first compiler, which is all that a screen runs with, keeps locals in registers, but not fields.
        byte[] line = bytes;
        int start = at;
        int stop = end;
        int i = start;
        while (i < stop && line[i] >= '0' && line[i] <= '9') {
            i++;
        }
        at = i;
        return i - start;
    }
}
