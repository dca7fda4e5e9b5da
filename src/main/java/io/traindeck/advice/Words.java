package io.traindeck.advice;

import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes numbers in messages: with as many digits as a person compares, and short even if they are absurd. */
final class Words {
    private static final double SMALLEST_IN_DIGITS = 1e-3;
    private static final double LARGEST_IN_DIGITS = 1e5;
    private static final int LONGEST_NAME = 40;

    private Words() {}

    /** Returns a loss or a norm: 0.123, 1.23, 23.1, 1234, 1.2e+06. */
    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (size != 0 && (size < SMALLEST_IN_DIGITS || size >= LARGEST_IN_DIGITS)) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        int digits = size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** Returns a learning rate, as the epoch lines print it: 3.00e-03. */
    static String rate(double value) {
        return String.format(Locale.ROOT, "%.2e", value);
    }

    /** Returns a third of a rate, with the two digits that a person would type; 0 if the rate is not finite. */
    static double third(double rate) {
        if (!Double.isFinite(rate)) {
            return 0;
        }
        return new BigDecimal(rate / 3)
                .round(new MathContext(2, RoundingMode.HALF_UP))
                .doubleValue();
    }

    /** Returns a share or an accuracy: 82.20%. */
    static String percent(double share) {
        return Numbers.percent(share);
    }

    /** Returns a metric's name, which may be any text, safe and short enough for a sentence. */
    static String name(String name) {
        String safe = Safe.forLine(name);
        return safe.codePointCount(0, safe.length()) <= LONGEST_NAME
                ? safe
                : safe.substring(0, safe.offsetByCodePoints(0, LONGEST_NAME)) + "...";
    }

    /** Returns a count with its noun: one epoch, 3 epochs. */
    static String count(int count, String noun) {
        return (count == 1 ? "one " : count + " ") + noun + (count == 1 ? "" : "s");
    }
}
