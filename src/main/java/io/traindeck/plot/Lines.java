package io.traindeck.plot;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.RunSeries;
import io.traindeck.comparison.SharedMetric;
import io.traindeck.comparison.StepAxis;
import io.traindeck.plot.Histories.History;
import java.util.List;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.data.Range;

/** The lines that a figure draws of its runs, and the axis that they lie along. */
final class Lines {
    /** The maximum number of points of a line: one for each pixel. */
    static final int MOST_POINTS = 640;

    /** The maximum number of columns of a line of steps: one for every second pixel. */
    private static final int MOST_COLUMNS = 320;

    /** The maximum number of columns of a norm: few enough to smooth what the single batches make noisy. */
    private static final int MOST_NORM_COLUMNS = 160;

    /** Fewer columns of a norm where several runs are in the figure, since their noise would hide each other. */
    private static final int MOST_NORM_COLUMNS_BESIDES = 80;

    /** The minimum number of points of a norm in a column: with fewer, nothing would be smoothed. */
    private static final int LEAST_NORM_POINTS = 5;

    /** The maximum number of points that all have a mark: more marks would hide their line. */
    static final int MOST_MARKED = 15;

    static final int FEW_MARKS = 8;
    private static final double PERCENT = 100;

    private final AxisUnit unit;
    private final boolean alone;
    private final Histories histories;
    private final double first;
    private final double last;

    Lines(Comparison comparison, List<Track> tracks, Histories histories) {
        unit = comparison.progress();
        alone = tracks.size() == 1;
        this.histories = histories;
        double end = tracks.stream()
                .mapToDouble(track -> track.axis().at(track.run().state().lastStep()))
                .max()
                .orElse(1);
        last = Math.max(end, histories.end());
        double begin = comparison.charts().stream()
                .flatMap(group -> group.lines().stream())
                .flatMap(line -> Stream.concat(
                        line.ofRuns().stream(), histories.of(line).stream().map(History::series)))
                .filter(series -> !series.curve().isEmpty())
                .mapToDouble(series -> series.curve().first(0))
                .min()
                .orElse(0);
        // A run that went on from another run's weights may count its steps from there.
        first = unit == AxisUnit.STEPS && begin > last / 2 ? begin : 0;
    }

    /** The horizontal axis. */
    NumberAxis across() {
        return unit == AxisUnit.EPOCHS ? Axes.epochs(last) : Axes.steps(first, last);
    }

    /**
     * The points of a metric of a run. Single steps are shown as the means of neighbours, unless they are a
     * validation's. Shares are in percent.
     */
    Points of(Track track, SharedMetric metric) {
        return of(metric, metric.ofRuns().get(track.place()), track.axis());
    }

    private static Points of(SharedMetric metric, RunSeries series, StepAxis axis) {
        boolean noisy = !series.ofRows() && !metric.isHeldOut();
        Points points = noisy ? StepColumns.of(series, axis, MOST_COLUMNS).means() : Points.of(series, axis);
        return metric.share() ? points.times(PERCENT) : points;
    }

    /** The points of this metric in the runs that branches come from. */
    List<Points> before(SharedMetric metric) {
        return histories.of(metric).stream()
                .map(history -> of(metric, history.series(), history.axis()))
                .toList();
    }

    /** A norm of a run, in columns that are as wide in every run. */
    StepColumns norm(Track track, SharedMetric norm) {
        return norm(norm.ofRuns().get(track.place()), track.axis());
    }

    /** This norm in the runs that branches come from, as means of columns. */
    List<Points> normBefore(SharedMetric norm) {
        return histories.of(norm).stream()
                .map(history -> norm(history.series(), history.axis()).means().positive())
                .toList();
    }

    private StepColumns norm(RunSeries series, StepAxis axis) {
        double share = last == 0 ? 1 : axis.at(series.curve().lastStep()) / last;
        double most = share * (alone ? MOST_NORM_COLUMNS : MOST_NORM_COLUMNS_BESIDES);
        double points = (double) series.curve().size() * series.curve().width();
        return StepColumns.of(series, axis, (int) Math.max(1, Math.ceil(Math.min(most, points / LEAST_NORM_POINTS))));
    }

    /** The value at that step; no point if there is none. */
    Points at(Track track, SharedMetric metric, long step) {
        double value = metric.ofRuns().get(track.place()).at(step) * (metric.share() ? PERCENT : 1);
        return new Points(new double[] {track.axis().at(step)}, new double[] {value});
    }

    /** The points that are marked. */
    Points marked(Track track, Points points) {
        return points.size() <= MOST_MARKED ? points : points.spread(FEW_MARKS, track.phase());
    }

    /** The share of the axis that {@code points} reach. */
    double share(Points points) {
        return points.size() == 0 || last == 0 ? 0 : points.x()[points.size() - 1] / last;
    }

    /** The range from the least to the greatest value of all runs and their ancestors; null if there is no value. */
    Range range(List<Track> tracks, Stream<SharedMetric> metrics) {
        return Axes.range(metrics.flatMap(
                metric -> Stream.concat(tracks.stream().map(track -> of(track, metric)), before(metric).stream())));
    }
}
