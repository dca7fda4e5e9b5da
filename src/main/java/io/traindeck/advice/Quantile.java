package io.traindeck.advice;

import java.util.stream.DoubleStream;

/** The value that a share of some numbers is below. */
final class Quantile {
    private static final double HALF = 0.5;

    private Quantile() {}

    /** One of the numbers, the upper where two would do; NaN ones do not count, and it is NaN where there are no others. */
    static double of(double share, DoubleStream values) {
        double[] sorted = values.filter(value -> !Double.isNaN(value)).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    static double median(DoubleStream values) {
        return of(HALF, values);
    }
}
