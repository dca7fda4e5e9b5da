package io.traindeck.plot;

import io.traindeck.state.Curve;

/**
 * A curve of steps as a figure shows it: neighbouring buckets as one column, at most so many.
 *
 * @param x middle of each column, in epochs
 * @param min smallest finite value of each column; no finite number if it has none, {@code mean} and {@code max} likewise
 */
record StepColumns(double[] x, double[] min, double[] mean, double[] max) {
    static final StepColumns NONE = new StepColumns(0);

    private StepColumns(int columns) {
        this(new double[columns], new double[columns], new double[columns], new double[columns]);
    }

    /**
     * In columns of as many points, but for the last, which has up to half as many again: a narrow one would be a peak of
     * noise.
     *
     * @param stepsPerEpoch at least 1
     * @param most columns
     */
    static StepColumns of(Curve curve, double stepsPerEpoch, int most) {
        int merged = Math.max(1, -Math.floorDiv(-curve.size(), most));
        int count = (curve.size() + merged / 2) / merged;
        StepColumns columns = new StepColumns(count);
        for (int i = 0; i < count; i++) {
            columns.put(i, curve, i * merged, i == count - 1 ? curve.size() : (i + 1) * merged, stepsPerEpoch);
        }
        return columns;
    }

    private void put(int column, Curve curve, int from, int to, double stepsPerEpoch) {
        x[column] = ((double) curve.first(from) + curve.last(to - 1)) / 2 / stepsPerEpoch;
        min[column] = Double.POSITIVE_INFINITY;
        max[column] = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int finite = 0;
        for (int i = from; i < to; i++) {
            min[column] = Math.min(min[column], curve.min(i));
            max[column] = Math.max(max[column], curve.max(i));
            sum += curve.sum(i);
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
