package io.traindeck.plot;

import io.traindeck.state.Bucket;
import io.traindeck.state.Curve;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * A curve of steps as a figure shows it: neighbouring steps as one column, at most so many.
 *
 * @param x middle of each column, in epochs
 * @param columns null where a column holds no step
 */
record StepColumns(double[] x, Bucket[] columns) {
    static final StepColumns NONE = new StepColumns(new double[0], new Bucket[0]);

    /**
     * In columns of one width, but for the last, which is up to half as wide again: a narrow one would be a peak of noise.
     *
     * @param stepsPerEpoch at least 1
     * @param most columns
     */
    static StepColumns of(Curve curve, int lastStep, double stepsPerEpoch, int most) {
        int buckets = curve.buckets().stream().mapToInt(Bucket::index).max().orElse(-1) + 1;
        int merged = Math.max(1, -Math.floorDiv(-buckets, most));
        Bucket[] columns = new Bucket[(buckets + merged / 2) / merged];
        for (Bucket bucket : curve.buckets()) {
            int column = Math.min(bucket.index() / merged, columns.length - 1);
            columns[column] = columns[column] == null ? bucket : columns[column].and(bucket);
        }
        double width = (double) merged * curve.width();
        double[] x = new double[columns.length];
        for (int i = 0; i < x.length; i++) {
            double end = i == x.length - 1 ? lastStep : (i + 1) * width;
            x[i] = (i * width + 1 + end) / 2 / stepsPerEpoch;
        }
        return new StepColumns(x, columns);
    }

    /** Mean of each column. */
    Points means() {
        return points(Bucket::mean);
    }

    Points minima() {
        return points(Bucket::min);
    }

    Points maxima() {
        return points(Bucket::max);
    }

    private Points points(ToDoubleFunction<Bucket> value) {
        return new Points(
                x,
                Arrays.stream(columns)
                        .mapToDouble(column -> column == null ? Double.NaN : value.applyAsDouble(column))
                        .toArray());
    }
}
