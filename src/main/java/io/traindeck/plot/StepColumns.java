package io.traindeck.plot;

import io.traindeck.comparison.RunSeries;
import io.traindeck.comparison.StepAxis;
import io.traindeck.state.Curve;

/**
 * A curve of steps as a figure shows it: neighbouring buckets are merged into columns, whose number is limited.
 *
 * @param x middle of each column, along the axis
 * @param min smallest finite value of each column; not a finite number if the column has none, as in {@code mean} and
 *     {@code max}
 */
record StepColumns(double[] x, double[] min, double[] mean, double[] max) {
    private StepColumns(int columns) {
        this(new double[columns], new double[columns], new double[columns], new double[columns]);
    }

    /**
     * Merges a curve into columns of the same number of buckets. The last one has up to half as many more or fewer: a
     * narrower one would be a peak of noise.
     *
     * @param axis the axis along which the steps lie
     * @param most the maximum number of columns
     */
    static StepColumns of(RunSeries series, StepAxis axis, int most) {
        Curve curve = series.curve();
        int merged = Math.max(1, -Math.floorDiv(-curve.size(), most));
        int count = (curve.size() + merged / 2) / merged;
        StepColumns columns = new StepColumns(count);
        for (int i = 0; i < count; i++) {
            int end = i == count - 1 ? curve.size() : (i + 1) * merged;
            columns.put(i, series, i * merged, end);
            columns.x[i] = (axis.at(curve.first(i * merged)) + axis.at(curve.last(end - 1))) / 2;
        }
        return columns;
    }

    private void put(int column, RunSeries series, int from, int to) {
        Curve curve = series.curve();
        min[column] = Double.POSITIVE_INFINITY;
        max[column] = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int finite = 0;
        for (int i = from; i < to; i++) {
            min[column] = Math.min(min[column], series.unit() * curve.min(i));
            max[column] = Math.max(max[column], series.unit() * curve.max(i));
            sum += series.unit() * curve.sum(i);
            finite += curve.finite(i);
        }
        mean[column] = finite == 0 ? Double.NaN : sum / finite;
    }

    /** Mean of each column. */
    Points means() {
        return new Points(x, mean);
    }

    Points minima() {
        return new Points(x, min);
    }

    Points maxima() {
        return new Points(x, max);
    }
}
