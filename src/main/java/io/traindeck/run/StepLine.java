package io.traindeck.run;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.traindeck.event.TrainEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code step} lines laid out as {@link EventCodec#encode} writes them, which are nearly all of a long log, without
 * building a tree. Whatever is laid out otherwise, or is out of the ordinary in any way, is left to
 * {@link EventCodec#decodeAny}, which has the last word on what is an event and what is not.
 */
final class StepLine {
    /** What stands before each value: {@code {"event":"step","time_ms":}, then {@code ,"step":}, and so on. */
    private static final byte[][] BEFORE = layout();

    /** Digits of a long that need no check for overflow. */
    private static final int SAFE_DIGITS = 18;

    private final byte[] bytes;
    private final int end;
    private int at;

    /** How many values were read. */
    private int part;

    private boolean ordinary = true;

    private StepLine(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    private static byte[][] layout() {
        List<byte[]> before = new ArrayList<>();
        String text = "{\"" + EventCodec.EVENT_KEY + "\":\"step\"";
        for (String key : RecordJson.of(TrainEvent.Step.class).keys()) {
            before.add((text + ",\"" + key + "\":").getBytes(StandardCharsets.US_ASCII));
            text = "";
        }
        return before.toArray(byte[][]::new);
    }

    /** The step in {@code bytes[from, to)}, or null where it takes the general way to tell. */
    static TrainEvent.Step read(byte[] bytes, int from, int to) {
        StepLine line = new StepLine(bytes, from, to);
        TrainEvent.Step step = new TrainEvent.Step(
                line.integer(Long.MAX_VALUE),
                (int) line.integer(Integer.MAX_VALUE),
                (int) line.integer(Integer.MAX_VALUE),
                line.number(),
                line.number(),
                line.number(),
                line.number());
        return line.ordinary && line.at == to - 1 && bytes[line.at] == '}' ? step : null;
    }

    /** Takes what stands before the next value; false, once and for all, where something else does. */
    private boolean next() {
        byte[] before = BEFORE[part++];
        if (!ordinary || end - at < before.length) {
            return fail();
        }
        for (int i = 0; i < before.length; i++) {
            if (bytes[at + i] != before[i]) {
                return fail();
            }
        }
        at += before.length;
        return true;
    }

    private boolean fail() {
        ordinary = false;
        return false;
    }

    /** The next value, a whole number from 0 to {@code max}. */
    private long integer(long max) {
        if (!next()) {
            return 0;
        }
        int start = at;
        int digits = digits();
        long value = 0;
        for (int i = start; i < at && digits <= SAFE_DIGITS; i++) {
            value = 10 * value + (bytes[i] - '0');
        }
        ordinary = digits > 0 && digits <= SAFE_DIGITS && (digits == 1 || bytes[start] != '0') && value <= max;
        return value;
    }

    /** The next value, a finite number with the grammar of JSON. */
    private double number() {
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

    private boolean take(char c) {
        if (at < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private int digits() {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at - start;
    }
}
