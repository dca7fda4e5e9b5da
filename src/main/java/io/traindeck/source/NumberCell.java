package io.traindeck.source;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads numbers where they stand in a table's bytes: decimal ones, {@code nan} and {@code inf} in the spellings of
 * Python, C, R and Java, with or without a percent sign. Hexadecimal numbers and Java's endings such as {@code 1f} are
 * texts.
 *
 * <p>It holds the number that was read last, because no {@code double} is left to say that there was none.
 */
final class NumberCell {
    /** The number of characters of the longest cell that is taken for a number. */
    private static final int LONGEST = 400;

    /** The largest whole number that a double tells from its neighbours. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private final boolean commas;
    private double value;

    NumberCell() {
        this(false);
    }

    /** @param commas whether a comma may stand for the decimal point */
    NumberCell(boolean commas) {
        this.commas = commas;
    }

    /** The number that was read last. */
    double value() {
        return value;
    }

    /** Returns whether the number that was read last can count something: it is whole, and not negative. */
    boolean isCount() {
        return isCount(value);
    }

    static boolean isCount(double value) {
        return value >= 0 && value <= LARGEST_WHOLE && value == (long) value;
    }

    /** Returns whether {@code bytes[from, to)} is a number; {@link #value} is then the number. */
    boolean read(byte[] bytes, int from, int to) {
        int at = from;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        int whole = digits(bytes, at, to);
        int digits = whole - at;
        at = whole;
        boolean comma = commas && at < to && bytes[at] == ',';
        if (at < to && (bytes[at] == '.' || comma)) {
            at = digits(bytes, at + 1, to);
            digits += at - whole - 1;
        }
        if (digits == 0) {
            return readWord(bytes, from, to);
        }
        if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
                at++;
            }
            int exponent = at;
            at = digits(bytes, at, to);
            if (at == exponent) {
                return false;
            }
        }
        boolean ends = at == to || (at == to - 1 && bytes[at] == '%');
        if (!ends || at - from > LONGEST) {
            return false;
        }
        value = comma
                ? JavaDoubleParser.parseDouble(ascii(bytes, from, at).replace(',', '.'))
                : JavaDoubleParser.parseDouble(bytes, from, at - from);
        return true;
    }

    /** Returns the place after the digits that begin at {@code from}. */
    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private boolean readWord(byte[] bytes, int from, int to) {
        if (to - from < 3 || to - from > "-infinity".length()) {
            return false;
        }
        switch (ascii(bytes, from, to).toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> value = Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> value = Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> value = Double.NEGATIVE_INFINITY;
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
