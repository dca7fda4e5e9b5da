package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.StepAxis;
import io.traindeck.comparison.StepValue;
import io.traindeck.dashboard.chart.Smoothing;
import io.traindeck.event.TrainEvent.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

    /** A value of each epoch. */
    static Series ofEpochs(int place, ComparedRun run, boolean byTime, Function<Epoch, Double> value) {
        List<Point> points = new ArrayList<>();
        Point best = null;
        double seconds = 0;
        for (Epoch epoch : run.epochs()) {
            seconds += StepAxis.seconds(epoch);
            Point point = new Point(byTime ? seconds : epoch.epoch(), value.apply(epoch));
            points.add(point);
            best = run.best().filter(epoch::equals).isPresent() ? point : best;
        }
        return new Series(place, points, best);
    }

    /** A value of each step, smoothed. */
    static Series ofSteps(int place, ComparedRun run, boolean byTime, List<StepValue> values) {
        StepAxis axis = byTime ? run.timeAxis() : run.epochAxis();
        Smoothing smoothing = Smoothing.over(values.size());
        List<Point> points = values.stream()
                .map(value -> new Point(axis.at(value.step()), smoothing.next(value.mean())))
                .toList();
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
