package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.StepAxis;
import io.traindeck.dashboard.chart.Smoothing;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A curve of one run among those compared.
 *
 * @param place of the run, from 0: its colour and sign
 * @param points in rising order of x; y is NaN or infinite where the value is
 * @param best the point of the run's best epoch; null for none
 */
record Series(int place, List<Point> points, Point best) {
    record Point(double x, double y) {}

    /**
     * A value of each row.
     *
     * @param unit what the metric's numbers are multiplied with
     */
    static Series ofRows(int place, ComparedRun run, boolean byTime, String metric, double unit) {
        List<Point> points = new ArrayList<>();
        Point best = null;
        double seconds = 0;
        for (Measured row : run.rows()) {
            seconds += StepAxis.seconds(row);
            if (!row.values().has(metric)) {
                continue;
            }
            Point point = new Point(
                    byTime ? seconds : row.epoch(), unit * row.values().get(metric));
            points.add(point);
            best = run.best().filter(row::equals).isPresent() ? point : best;
        }
        return new Series(place, points, best);
    }

    /** A value of each step, smoothed. */
    static Series ofSteps(int place, ComparedRun run, boolean byTime, String metric) {
        StepAxis axis = byTime ? run.timeAxis() : run.epochAxis();
        Curve curve = run.state().series(metric).curve();
        Smoothing smoothing = Smoothing.over(curve.size());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < curve.size(); i++) {
            points.add(new Point(axis.at(curve.middle(i)), smoothing.next(curve.mean(i))));
        }
        return new Series(place, points, null);
    }

    /** All finite values. */
    DoubleStream values() {
        return points.stream().mapToDouble(Point::y).filter(Double::isFinite);
    }

    /** Where it ends; 0 before it has begun. */
    double end() {
        return points.isEmpty() ? 0 : points.get(points.size() - 1).x();
    }
}
