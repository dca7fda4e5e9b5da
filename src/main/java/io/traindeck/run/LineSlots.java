package io.traindeck.run;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The contents of the slots of a line that fits its {@link LineShape}. One object is used for line after line. */
public final class LineSlots {
    private static final int TOO_LARGE = 1000;

    private static final int NONE = -1;

    private byte[] line = {};
    private double[] numbers = {};
    private long[] wholes = {};
    private boolean[] whole = {};

    /** The first byte of the text in each slot; {@link #to} is the byte after its last. */
    private int[] from = {};

    private int[] to = {};

    /** The number in the slot. */
    public double number(int slot) {
        return numbers[slot];
    }

    /** Whether a whole number of at most 18 digits stands in the slot, written without point and exponent. */
    public boolean isWhole(int slot) {
        return whole[slot];
    }

    /** The number in the slot, exactly, if it {@linkplain #isWhole is whole}. */
    public long whole(int slot) {
        return wholes[slot];
    }

    /** The text in the slot, for as long as the line's bytes stay as they are. */
    public String text(int slot) {
        return new String(line, from[slot], to[slot] - from[slot], StandardCharsets.US_ASCII);
    }

    void begin(byte[] bytes, int slots) {
        line = bytes;
        if (numbers.length < slots) {
            numbers = new double[slots];
            wholes = new long[slots];
            whole = new boolean[slots];
            from = new int[slots];
            to = new int[slots];
        }
    }

    /** Takes the number that begins at {@code start}; returns where it ends, or -1 if there is none. */
    int number(int slot, int start, int end, boolean bare) {
        // The first compiler, which is all that a screen runs with, keeps locals in registers, but not fields.
        byte[] bytes = line;
        boolean negative = bytes[start] == '-';
        int first = negative ? start + 1 : start;
        int at = first;
        long value = 0;
        int digit;
        while (at < end && (digit = bytes[at] - '0') >= 0 && digit <= 9) {
            value = 10 * value + digit;
            at++;
        }
        int wholeEnd = at;
        int digits = at - first;
        if (digits == 0) {
            return notFinite(slot, start, end, bare);
        }
        if (digits > 1 && bytes[first] == '0') {
            return NONE;
        }
        int exponent = 0;
        if (at < end && bytes[at] == '.') {
            int fraction = at + 1;
            at = fraction;
            while (value == 0 && at < end && bytes[at] == '0') {
                at++;
            }
            digits -= at - fraction; // Zeros before the first digit do not count.
            while (at < end && (digit = bytes[at] - '0') >= 0 && digit <= 9) {
                value = 10 * value + digit;
                at++;
            }
            exponent = fraction - at;
            digits -= exponent;
            if (exponent == 0) {
                return NONE;
            }
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            boolean signed = at + 1 < end && (bytes[at + 1] == '-' || bytes[at + 1] == '+');
            int power = signed ? at + 2 : at + 1;
            at = digits(bytes, power, end);
            if (at < 0) {
                return NONE;
            }
            int size = small(bytes, power, at);
            exponent += bytes[power - 1] == '-' ? -size : size;
        }
        // A negative zero is a number, but no long.
        boolean isLong = at == wholeEnd && digits <= Decimals.MOST_DIGITS && !(negative && value == 0);
        whole[slot] = isLong;
        wholes[slot] = negative ? -value : value;
        if (isLong) {
            numbers[slot] = wholes[slot];
            return at;
        }
        double number = digits <= Decimals.MOST_DIGITS ? Decimals.nearest(value, exponent) : Double.NaN;
        if (!Double.isNaN(number)) {
            numbers[slot] = negative ? -number : number;
            return at;
        }
        numbers[slot] = JavaDoubleParser.parseDouble(bytes, start, at - start);
        // The general way decides whether a number that is too large for a double is valid.
        return Double.isFinite(numbers[slot]) ? at : NONE;
    }

    /** The number that these digits make, or one that is larger than any exponent of a double. */
    private static int small(byte[] digits, int from, int to) {
        int number = 0;
        for (int i = from; i < to && number < TOO_LARGE; i++) {
            number = 10 * number + (digits[i] - '0');
        }
        return number;
    }

    /** Takes the text that begins at {@code start}; returns where it ends, or -1 if it is not all plain ASCII. */
    int text(int slot, int start, int end) {
        byte[] bytes = line;
        if (bytes[start] != '"') {
            return NONE;
        }
        int at = start + 1;
        while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\' && bytes[at] != 0x7f) {
            at++;
        }
        if (at == end || bytes[at] != '"' || NotFinite.at(bytes, start, end, false) != null) {
            return NONE;
        }
        from[slot] = start + 1;
        to[slot] = at;
        return at + 1;
    }

    private int notFinite(int slot, int start, int end, boolean bare) {
        NotFinite word = NotFinite.at(line, start, end, bare);
        if (word == null) {
            return NONE;
        }
        whole[slot] = false;
        numbers[slot] = word.value;
        return start + (line[start] == '"' ? word.quoted.length : word.word.length);
    }

    /** Takes one digit or more from {@code start} on; returns where they end, or -1 if there is none. */
    private static int digits(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && isDigit(bytes[at])) {
            at++;
        }
        return at > start ? at : NONE;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The words for numbers that are not finite. */
    enum NotFinite {
        NAN("NaN", Double.NaN),
        INFINITY("Infinity", Double.POSITIVE_INFINITY),
        MINUS_INFINITY("-Infinity", Double.NEGATIVE_INFINITY);

        private static final NotFinite[] ALL = values();

        private final byte[] word;
        private final byte[] quoted;
        private final double value;

        NotFinite(String word, double value) {
            this.word = word.getBytes(StandardCharsets.US_ASCII);
            this.quoted = ('"' + word + '"').getBytes(StandardCharsets.US_ASCII);
            this.value = value;
        }

        /** The word that begins at {@code start}, in quotes or, if {@code bare} allows it, without; null if there is none. */
        static NotFinite at(byte[] bytes, int start, int end, boolean bare) {
            for (NotFinite one : ALL) {
                if (startsWith(one.quoted, bytes, start, end) || (bare && startsWith(one.word, bytes, start, end))) {
                    return one;
                }
            }
            return null;
        }

        private static boolean startsWith(byte[] word, byte[] bytes, int start, int end) {
            int to = start + word.length;
            return to <= end && Arrays.equals(bytes, start, to, word, 0, word.length);
        }
    }
}
