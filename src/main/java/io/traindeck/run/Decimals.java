package io.traindeck.run;

import io.traindeck.text.PowersOfTen;

/** Makes doubles of decimal numbers as most logs have them: some digits and a small exponent. */
final class Decimals {
    /** Decimal digits that any long can hold. */
    static final int MOST_DIGITS = 18;

    /** Whole numbers up to this one are doubles. */
    private static final long MOST_EXACT = 1L << 53;

    /** Parts a double into two halves of its digits, see {@link #upperHalf}. */
    private static final double SPLITTER = (1L << 27) + 1;

    /** A generous bound on the relative error of the correction below. */
    private static final double DOUBT = 0x1p-48;

    private Decimals() {}

    /**
     * Returns the double that is nearest to {@code digits} times ten to the power of {@code exponent}, to the last bit;
     * NaN for a number that needs a slower way.
     *
     * @param digits 0 or more, at most {@value #MOST_DIGITS} of them
     */
    static double nearest(long digits, int exponent) {
        if (!PowersOfTen.hold(exponent) || (digits > MOST_EXACT && exponent > 0)) {
            return Double.NaN;
        }
        if (digits > MOST_EXACT) {
            return quotient(digits, PowersOfTen.of(-exponent));
        }
        // Both are exact, and what is computed from them is rounded once.
        return PowersOfTen.times(digits, exponent);
    }

    /**
     * Does what {@link #nearest} does: divides a double near to {@code digits}, and corrects the quotient by the
     * remainder.
     */
    private static double quotient(long digits, double power) {
        double near = digits;
        double quotient = near / power;
        // Dekker's product: the rounded one, and its error.
        double product = quotient * power;
        double upper = upperHalf(quotient);
        double lower = quotient - upper;
        double powerUpper = upperHalf(power);
        double powerLower = power - powerUpper;
        double error = ((upper * powerUpper - product) + upper * powerLower + lower * powerUpper) + lower * powerLower;
        double remainder = (near - product) - error + (digits - (long) near);
        double correction = remainder / power;
        double least = quotient + correction * (1 - DOUBT);
        double most = quotient + correction * (1 + DOUBT);
        return least == most ? least : Double.NaN;
    }

    private static double upperHalf(double value) {
        double large = SPLITTER * value;
        return large - (large - value);
    }
}
