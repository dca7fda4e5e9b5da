package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.Best;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.RunSeries;
import io.traindeck.comparison.StepAxis;
import io.traindeck.dashboard.chart.Smoothing;
import io.traindeck.dashboard.draw.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A curve of one run among those compared.
 *
 * @param place the place of the run, from 0, which decides its colour and sign
 * @param points in rising order of x; y is NaN where there is no value
 * @param best the point of the run's best moment; null for none
 */
record Series(int place, List<Point> points, Point best) {
    /** The number of points up to which they are shown as they are, however noisy. */
    private static final int FEW = 16;

    record Point(double x, double y) {}

    /**
     * Makes the curve of a metric.
     *
     * @param smoothed whether the noise of single steps is taken out
     * @param factor the factor of the values
     * @param best the run's best moment; null for none
     */
    static Series of(int place, RunSeries run, StepAxis axis, boolean smoothed, double factor, Best best) {
        int size = run.curve().size();
        Smoothing smoothing = Smoothing.over(size);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double value = factor * run.unit() * run.curve().mean(i);
            double shown = smoothed && size > FEW ? smoothing.next(value) : value;
            points.add(new Point(axis.at(run.curve().middle(i)), shown));
        }
        int at = best == null ? -1 : run.curve().at(best.from());
        Point star = at < 0 || !Double.isFinite(points.get(at).y()) ? null : points.get(at);
        return new Series(place, points, star);
    }

    /** Returns whether the curve has its run's colour and sign. */
    boolean isToldApart() {
        return place < Comparison.MOST_TOLD_APART;
    }

    /** The colour of its line if it is not behind all others. */
    Role role() {
        return isToldApart() ? Role.run(place) : Role.TEXT;
    }

    /** All finite values. */
    DoubleStream values() {
        return points.stream().mapToDouble(Point::y).filter(Double::isFinite);
    }

    /** The x where the curve begins; NaN before it has begun. */
    double start() {
        return points.isEmpty() ? Double.NaN : points.get(0).x();
    }

    /** The x where the curve ends; 0 before it has begun. */
    double end() {
        return points.isEmpty() ? 0 : points.get(points.size() - 1).x();
    }
}
