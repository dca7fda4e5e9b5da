package io.traindeck.source.text;

import static io.traindeck.source.text.CharClass.isDigit;

import io.traindeck.text.PowersOfTen;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads numbers as programs print them. */
final class NumberText {
    private static final long EXACT = 1L << 53;

    private NumberText() {}

    /** Returns the number in {@code line[from, to)}, rounded as Java reads it; commas between thousands are skipped. */
    static double parse(byte[] line, int from, int to) {
        boolean negative = line[from] == '-';
        int at = negative || line[from] == '+' ? from + 1 : from;
        if (!isDigit(line[at]) && line[at] != '.') {
            double big = (line[at] | 32) == 'n' ? Double.NaN : Double.POSITIVE_INFINITY;
            return negative ? -big : big;
        }
        long mantissa = 0;
        int power = 0;
        boolean fraction = false;
        for (; at < to; at++) {
            byte b = line[at];
            if (isDigit(b)) {
                if (mantissa >= EXACT / 10) {
                    return slow(line, from, to);
                }
                mantissa = 10 * mantissa + (b - '0');
                power -= fraction ? 1 : 0;
            } else if (b == '.') {
                fraction = true;
            } else if (b != ',') {
                break;
            }
        }
        if (at < to) {
            int exponent = exponent(line, at + 1, to);
            if (exponent > 999) {
                return slow(line, from, to);
            }
            power += (line[at + 1] == '-') ? -exponent : exponent;
        }
        if (!PowersOfTen.hold(power)) {
            return slow(line, from, to);
        }
        double value = PowersOfTen.times(mantissa, power);
        return negative ? -value : value;
    }

    private static int exponent(byte[] line, int from, int to) {
        int value = 0;
        for (int at = isDigit(line[from]) ? from : from + 1; at < to && value <= 999; at++) {
            value = 10 * value + (line[at] - '0');
        }
        return value;
    }

    private static double slow(byte[] line, int from, int to) {
        String text = new String(line, from, to - from, StandardCharsets.US_ASCII);
        return Double.parseDouble(text.replace(",", ""));
    }

    /** Returns the seconds of a time such as {@code 1:02:03} or {@code 02:03.5}. */
    static double seconds(byte[] line, int from, int to) {
        double seconds = 0;
        int part = from;
        for (int at = from; at <= to; at++) {
            if (at == to || line[at] == ':') {
                // A comma here is a decimal point.
                String text = new String(line, part, at - part, StandardCharsets.US_ASCII).replace(',', '.');
                seconds = 60 * seconds + Double.parseDouble(text);
                part = at + 1;
            }
        }
        return seconds;
    }

    /** @see LineTokens#numbers */
    static int groups(byte[] line, int from, int to, long[] into) {
        Arrays.fill(into, 0);
        int last = into.length - 1;
        int count = 0;
        for (int at = from; at < to && count < into.length; at++, count++) {
            boolean fraction = at > from && (line[at - 1] == '.' || line[at - 1] == ',');
            if (fraction) {
                into[last] = thousandths(line, at, to);
                return into.length;
            }
            for (; at < to && isDigit(line[at]); at++) {
                into[count] = 10 * into[count] + (line[at] - '0');
            }
        }
        return count;
    }

    private static long thousandths(byte[] line, int from, int to) {
        long value = 0;
        for (int at = from; at < from + 3; at++) {
            value = 10 * value + (at < to && isDigit(line[at]) ? line[at] - '0' : 0);
        }
        return value;
    }

    /**
     * Returns the end of the word that says that a number is not finite.
     *
     * @param to the end of the letters that begin at {@code from}
     * @return -1 if the letters are not such a word
     */
    static int endOfNotFinite(byte[] line, int from, int to) {
        int length = to - from;
        if (length < 3) {
            return -1;
        }
        int word = (line[from] | 32) << 16 | (line[from + 1] | 32) << 8 | (line[from + 2] | 32);
        if (word != ('n' << 16 | 'a' << 8 | 'n') && word != ('i' << 16 | 'n' << 8 | 'f')) {
            return -1;
        }
        if (length == 3) {
            return to;
        }
        String rest = new String(line, from + 3, length - 3, StandardCharsets.ISO_8859_1);
        return switch (rest) {
            case "inity", "INITY" -> to;
            // "nanms" has its unit glued to it, as any other number may.
            case "ms", "s", "z" -> from + 3;
            default -> -1;
        };
    }
}
