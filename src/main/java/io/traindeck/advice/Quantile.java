package io.traindeck.advice;

import java.util.stream.DoubleStream;

/** Finds the value that a given share of some numbers is below. */
final class Quantile {
    private static final double HALF = 0.5;

    private Quantile() {}

    /**
     * Returns the quantile of some numbers. It is always one of them, the upper one if two would do. NaN is left out;
     * the result is NaN if nothing else is there.
     */
    static double of(double share, DoubleStream values) {
        double[] sorted = values.filter(value -> !Double.isNaN(value)).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    static double median(DoubleStream values) {
        return of(HALF, values);
    }
}
