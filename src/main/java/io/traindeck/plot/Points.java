package io.traindeck.plot;

import io.traindeck.comparison.RunSeries;
import io.traindeck.comparison.StepAxis;
import io.traindeck.state.Curve;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Points of a curve, from left to right.
 *
 * @param x places on the axis
 * @param y NaN where the curve has a gap
 */
record Points(double[] x, double[] y) {
    /** The largest value that counts as a number: training is in single precision. */
    private static final double LARGEST = Float.MAX_VALUE;

    Points {
        y = Arrays.stream(y)
                .map(value -> Math.abs(value) <= LARGEST ? value : Double.NaN)
                .toArray();
    }

    /** All values of a series, as they are. */
    static Points of(RunSeries series, StepAxis axis) {
        Curve curve = series.curve();
        double[] x = new double[curve.size()];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = axis.at(curve.middle(i));
            y[i] = series.unit() * curve.mean(i);
        }
        return new Points(x, y);
    }

    int size() {
        return x.length;
    }

    boolean isGap(int index) {
        return Double.isNaN(y[index]);
    }

    /** Returns whether there are no points but gaps. */
    boolean isEmpty() {
        return IntStream.range(0, size()).allMatch(this::isGap);
    }

    /** These points with every value times {@code factor}. */
    Points times(double factor) {
        return new Points(x, Arrays.stream(y).map(value -> value * factor).toArray());
    }

    /** These points with a gap in place of every value that a logarithmic axis cannot show. */
    Points positive() {
        return within(Float.MIN_VALUE, Double.MAX_VALUE);
    }

    /** These points with a gap in place of every value below {@code least} or above {@code most}. */
    private Points within(double least, double most) {
        return new Points(
                x,
                Arrays.stream(y)
                        .map(value -> value >= least && value <= most ? value : Double.NaN)
                        .toArray());
    }

    /**
     * Some of the points that are not gaps, far from each other.
     *
     * @param phase chooses the points, from 0 to 1: equal curves of different phases have none of them in common
     */
    Points spread(int most, double phase) {
        int[] solid = IntStream.range(0, size()).filter(i -> !isGap(i)).toArray();
        int count = Math.min(most, solid.length);
        return only(IntStream.range(0, count).map(i -> solid[(int) ((i + phase) * solid.length / count)]));
    }

    private Points only(IntStream indexes) {
        int[] all = indexes.toArray();
        return new Points(
                Arrays.stream(all).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(all).mapToDouble(i -> y[i]).toArray());
    }

    /**
     * These points or fewer: of each group of neighbours the lowest and the highest, so that no peak is lost.
     *
     * @param most the maximum number of points to keep, an even number
     */
    Points thinned(int most) {
        if (size() <= most) {
            return this;
        }
        int group = -Math.floorDiv(-2 * size(), most);
        return only(IntStream.iterate(0, start -> start < size(), start -> start + group)
                .flatMap(start -> extremes(start, Math.min(size(), start + group))));
    }

    private IntStream extremes(int from, int to) {
        int low = from;
        int high = from;
        for (int i = from; i < to; i++) {
            low = isGap(low) || y[i] < y[low] ? i : low;
            high = isGap(high) || y[i] > y[high] ? i : high;
        }
        return IntStream.of(Math.min(low, high), Math.max(low, high)).distinct();
    }
}
