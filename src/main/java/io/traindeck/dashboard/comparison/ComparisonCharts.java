package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.Best;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.RunSeries;
import io.traindeck.comparison.SharedMetric;
import io.traindeck.comparison.StepAxis;
import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.chart.RowScale;
import io.traindeck.dashboard.chart.Scale;
import io.traindeck.dashboard.chart.XAxis;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.state.RunState;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The charts of a comparison, each on a canvas of any size. */
final class ComparisonCharts {
    private static final double PERCENT = 100;

    private final Comparison comparison;
    private final AxisUnit unit;
    private final int front;
    private final boolean otherScale;
    private final List<StepAxis> axes;

    /**
     * @param front place of the run whose curves are in front
     * @param otherScale whether axes of values that usually are linear are logarithmic, and the other way round
     */
    ComparisonCharts(Comparison comparison, AxisUnit unit, int front, boolean otherScale) {
        this.comparison = comparison;
        this.unit = unit;
        this.front = front;
        this.otherScale = otherScale;
        axes = comparison.runs().stream().map(run -> run.axis(unit)).toList();
    }

    void draw(Canvas canvas, ComparisonView view) {
        int width = canvas.width();
        if (width < view.twoFrom() || view.charts().size() < 2) {
            draw(canvas, view.charts().get(0));
            return;
        }
        int half = width / 2;
        draw(
                canvas.part(new Rect(0, 0, half - 1, canvas.height())),
                view.charts().get(0));
        draw(
                canvas.part(new Rect(half, 0, width - half, canvas.height())),
                view.charts().get(1));
    }

    private void draw(Canvas canvas, SharedMetric metric) {
        List<Series> series = series(metric);
        List<Series> histories = histories(metric);
        List<Series> all = Stream.concat(histories.stream(), series.stream()).toList();
        Scale scale = scale(metric, all, Axes.rows(canvas.height()));
        String title = Safe.forCells(metric.words()) + (metric.share() ? " %" : "") + (scale.log() ? " (log)" : "");
        canvas.put(1, 0, Text.cut(title, canvas.width() - 1, canvas.glyphs()), Role.TEXT);
        if (series.stream().allMatch(curve -> curve.points().isEmpty())) {
            nothing(canvas);
            return;
        }
        boolean ofRows =
                metric.ofRuns().stream().filter(run -> !run.curve().isEmpty()).allMatch(RunSeries::ofRows);
        List<Series> behind = new ArrayList<>(histories);
        List<Series> inOrder = new ArrayList<>();
        for (Series curve : series) {
            if (curve.place() != front) {
                (curve.isToldApart() ? inOrder : behind).add(curve);
            }
        }
        inOrder.add(series.get(front));
        new OverlayChart(canvas, scale, axis(all, ofRows), behind, inOrder).draw();
    }

    /**
     * The curves that the runs have in common with those that they come from. There are none over time, because the
     * time of a run begins with itself.
     */
    private List<Series> histories(SharedMetric metric) {
        List<Series> histories = new ArrayList<>();
        for (int place = 0; unit != AxisUnit.TIME && place < axes.size(); place++) {
            RunSeries run = metric.ofRuns().get(place);
            for (RunState ancestor : comparison.ancestors(place)) {
                histories.add(series(place, run.of(ancestor), StepAxis.of(unit, ancestor), metric, null));
            }
        }
        return histories;
    }

    private void nothing(Canvas canvas) {
        Axes.frame(canvas);
        String words = unit == AxisUnit.STEPS ? "nothing is measured yet" : "no epoch is done yet";
        int room = Axes.columns(canvas.width()) - words.length();
        if (room >= 0) {
            canvas.put(Axes.GUTTER + room / 2, canvas.height() / 2, words, Role.DIM);
        }
    }

    private List<Series> series(SharedMetric metric) {
        boolean isGoal =
                comparison.goal().filter(goal -> goal.metric() == metric).isPresent();
        List<Series> series = new ArrayList<>();
        for (int place = 0; place < axes.size(); place++) {
            RunSeries run = metric.ofRuns().get(place);
            Best best = isGoal || run.ofRows() ? comparison.best(place) : null;
            series.add(series(place, run, axes.get(place), metric, best));
        }
        return series;
    }

    private static Series series(int place, RunSeries run, StepAxis axis, SharedMetric metric, Best best) {
        boolean smoothed = !run.ofRows() && !metric.isHeldOut();
        return Series.of(place, run, axis, smoothed, metric.share() ? PERCENT : 1, best);
    }

    private Scale scale(SharedMetric metric, List<Series> series, int rows) {
        double least = values(series).min().orElse(Double.NaN);
        double most = values(series).max().orElse(Double.NaN);
        if (metric.share() && Double.isNaN(most)) {
            return RowScale.linear(0, PERCENT, rows);
        }
        Scale usual = RowScale.of(metric.kind(), least, most, rows);
        if (!otherScale) {
            return usual;
        }
        return usual.log() || !(most > 0)
                ? RowScale.linear(least, most, rows)
                : RowScale.logarithmic(leastAbove0(series), most, rows);
    }

    /** The smallest of the values that have a place on a logarithmic axis. */
    private static double leastAbove0(List<Series> all) {
        return values(all).filter(value -> value > 0).min().orElse(Double.NaN);
    }

    /** @param ofRows whether nothing is known before the first epoch ends */
    private XAxis axis(List<Series> series, boolean ofRows) {
        double start = series.stream()
                .mapToDouble(Series::start)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
        double end = series.stream().mapToDouble(Series::end).max().orElse(0);
        return switch (unit) {
            case EPOCHS -> XAxis.epochs(ofRows ? Math.min(1, start) : 0, end);
            case TIME -> XAxis.time(end);
            case STEPS -> XAxis.steps((long) start, (long) end);
        };
    }

    private static DoubleStream values(List<Series> all) {
        return all.stream().flatMapToDouble(Series::values);
    }
}
