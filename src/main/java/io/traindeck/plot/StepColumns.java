package io.traindeck.plot;

import io.traindeck.dashboard.Bucket;
import io.traindeck.dashboard.Curve;
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

    /** @param stepsPerEpoch at least 1 */
    static StepColumns of(Curve curve, int lastStep, double stepsPerEpoch, int most) {
        int buckets = curve.buckets().stream().mapToInt(Bucket::index).max().orElse(-1) + 1;
        int merged = Math.max(1, -Math.floorDiv(-buckets, most));
        Bucket[] columns = new Bucket[-Math.floorDiv(-buckets, merged)];
        for (Bucket bucket : curve.buckets()) {
            int column = bucket.index() / merged;
            columns[column] = columns[column] == null ? bucket : columns[column].and(bucket);
        }
        double width = (double) merged * curve.width();
        double[] x = new double[columns.length];
        Arrays.setAll(x, i -> ((double) i * width + 1 + Math.min((i + 1.0) * width, lastStep)) / 2 / stepsPerEpoch);
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
