package io.traindeck.text;

/** The powers of ten that are a {@code double} without rounding: what is computed with one is rounded once. */
public final class PowersOfTen {
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private PowersOfTen() {}

    /** Returns whether ten to the power of {@code exponent}, or of its opposite, is such a power. */
    public static boolean hold(int exponent) {
        return exponent > -POWERS.length && exponent < POWERS.length;
    }

    /**
     * Returns ten to the power of {@code exponent}.
     *
     * @param exponent one that {@linkplain #hold is held}, at least 0
     */
    public static double of(int exponent) {
        return POWERS[exponent];
    }

    /**
     * Returns {@code value} times ten to the power of {@code exponent}.
     *
     * @param exponent one that {@linkplain #hold is held}
     */
    public static double times(double value, int exponent) {
        return exponent < 0 ? value / POWERS[-exponent] : value * POWERS[exponent];
    }
}
