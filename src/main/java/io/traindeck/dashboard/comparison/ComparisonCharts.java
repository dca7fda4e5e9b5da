package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.chart.Scale;
import io.traindeck.dashboard.chart.XAxis;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.OwnMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The charts of a comparison, each on a canvas of any size. */
final class ComparisonCharts {
    /** Two charts side by side from this width; accuracy, which matters most, shares its place only on a wider screen. */
    private static final int TWO_FROM = 76;

    private static final int TWO_WITH_ACCURACY_FROM = 120;
    private static final double PERCENT = 100;
    private static final String NOTHING = "no epoch is done yet";

    private final List<ComparedRun> runs;
    private final boolean byTime;
    private final int front;

    /** @param front place of the run whose curves are in front */
    ComparisonCharts(List<ComparedRun> runs, boolean byTime, int front) {
        this.runs = runs;
        this.byTime = byTime;
        this.front = front;
    }

    void draw(Canvas canvas, ComparisonView view) {
        switch (view) {
            case ACCURACY -> draw(canvas, TWO_WITH_ACCURACY_FROM, this::accuracy, this::validationLoss);
            case LOSS -> draw(canvas, TWO_FROM, this::validationLoss, this::trainingLoss);
            case GRADIENTS -> draw(canvas, TWO_FROM, this::gradientNorm, this::rate);
            case DIALS -> {
                // No chart.
            }
        }
    }

    private interface Drawing {
        void on(Canvas canvas);
    }

    private static void draw(Canvas canvas, int twoFrom, Drawing first, Drawing second) {
        int width = canvas.width();
        if (width < twoFrom) {
            first.on(canvas);
            return;
        }
        int half = width / 2;
        first.on(canvas.part(new Rect(0, 0, half - 1, canvas.height())));
        second.on(canvas.part(new Rect(half, 0, width - half, canvas.height())));
    }

    private void accuracy(Canvas canvas) {
        List<Series> series = ofRows(OwnMetrics.VAL_ACC, PERCENT);
        int ticks = Axes.ticks(canvas.height());
        Scale scale =
                isEmpty(series) ? Scale.linear(0, PERCENT, ticks) : Scale.linear(least(series), most(series), ticks);
        draw(canvas, "validation accuracy %", scale, 1, series);
    }

    private void validationLoss(Canvas canvas) {
        loss(canvas, "validation loss", OwnMetrics.VAL_LOSS);
    }

    private void trainingLoss(Canvas canvas) {
        loss(canvas, "training loss", OwnMetrics.TRAIN_LOSS);
    }

    private void loss(Canvas canvas, String title, String metric) {
        List<Series> series = ofRows(metric, 1);
        draw(canvas, title, Scale.ofLoss(least(series), most(series), Axes.ticks(canvas.height())), 1, series);
    }

    private void gradientNorm(Canvas canvas) {
        List<Series> series = ofSteps(OwnMetrics.GRAD_NORM);
        Scale scale = Scale.logarithmic(least(series), most(series), Axes.ticks(canvas.height()));
        draw(canvas, "gradient norm", scale, 0, series);
    }

    private void rate(Canvas canvas) {
        List<Series> series = ofSteps(OwnMetrics.LR);
        draw(canvas, "learning rate", Scale.linear(0, most(series), Axes.ticks(canvas.height())), 0, series);
    }

    /** @param firstEpoch at the left end */
    private void draw(Canvas canvas, String title, Scale scale, double firstEpoch, List<Series> series) {
        canvas.put(
                1, 0, Text.cut(title + (scale.log() ? " (log)" : ""), canvas.width() - 1, canvas.glyphs()), Role.TEXT);
        if (isEmpty(series)) {
            Axes.frame(canvas);
            int room = Axes.columns(canvas.width()) - NOTHING.length();
            if (room >= 0) {
                canvas.put(Axes.GUTTER + room / 2, canvas.height() / 2, NOTHING, Role.DIM);
            }
            return;
        }
        double end = series.stream().mapToDouble(Series::end).max().orElse(0);
        List<Series> inOrder = new ArrayList<>(series);
        inOrder.add(inOrder.remove(front));
        new OverlayChart(canvas, scale, byTime ? XAxis.time(end) : XAxis.epochs(firstEpoch, end), inOrder).draw();
    }

    private List<Series> ofRows(String metric, double unit) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            series.add(Series.ofRows(i, runs.get(i), byTime, metric, unit));
        }
        return series;
    }

    private List<Series> ofSteps(String metric) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            series.add(Series.ofSteps(i, runs.get(i), byTime, metric));
        }
        return series;
    }

    private static boolean isEmpty(List<Series> all) {
        return all.stream().allMatch(series -> series.points().isEmpty());
    }

    private static double least(List<Series> all) {
        return values(all).min().orElse(Double.NaN);
    }

    private static double most(List<Series> all) {
        return values(all).max().orElse(Double.NaN);
    }

    private static DoubleStream values(List<Series> all) {
        return all.stream().flatMapToDouble(Series::values);
    }
}
