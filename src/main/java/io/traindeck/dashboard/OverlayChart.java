package io.traindeck.dashboard;

import java.util.ArrayList;
import java.util.List;

/**
 * Curves of several runs in one chart, each in its run's colour and with its run's sign on it: who sees no colours still
 * tells them apart. A star is at the best epoch.
 */
final class OverlayChart {
    /** Columns from one sign on a curve to the next. */
    private static final int SIGN_EVERY = 10;

    private final Canvas canvas;
    private final Scale scale;
    private final XAxis axis;
    private final List<Series> all;
    private final Dots dots;

    /**
     * @param all the curves, the one in front last
     */
    OverlayChart(Canvas canvas, Scale scale, XAxis axis, List<Series> all) {
        this.canvas = canvas;
        this.scale = scale;
        this.axis = axis;
        this.all = all;
        this.dots = new Dots(Axes.columns(canvas.width()), canvas.height() - Axes.EXTRA_ROWS);
    }

    void draw() {
        Axes.frame(canvas);
        Axes.numbers(canvas, scale, dots);
        axis.draw(canvas);
        for (int i = 0; i < all.size(); i++) {
            Role role = Role.run(all.get(i).place());
            if (i == all.size() - 1) {
                dots.inFront(role);
            }
            line(all.get(i), new Trace(dots, role));
        }
        dots.draw(canvas, Axes.GUTTER, 1);
        all.forEach(this::gaps);
        all.forEach(this::signs);
        all.forEach(this::star);
    }

    private void line(Series series, Trace trace) {
        for (Series.Point point : series.points()) {
            trace.to(x(point), Double.isFinite(point.y()) ? scale.at(point.y()) : Double.NaN);
        }
    }

    /** Says below the curves where a value is no number. */
    private void gaps(Series series) {
        for (Series.Point point : series.points()) {
            if (!Double.isFinite(point.y())) {
                canvas.put(column(point), canvas.height() - 2, canvas.glyphs().gap(), Role.BAD);
            }
        }
    }

    /** Signs on points of the curve, and on its end; those of one run keep off the columns of the others'. */
    private void signs(Series series) {
        List<Series.Point> points = series.points().stream()
                .filter(point -> Double.isFinite(point.y()))
                .toList();
        int next = Axes.GUTTER + series.place() * SIGN_EVERY / Comparison.MOST_RUNS;
        List<Series.Point> signed = new ArrayList<>();
        for (Series.Point point : points) {
            if (column(point) >= next) {
                signed.add(point);
                next = column(point) + SIGN_EVERY;
            }
        }
        if (!points.isEmpty()) {
            signed.add(points.get(points.size() - 1));
        }
        signed.forEach(point -> put(point, canvas.glyphs().run(series.place()), series));
    }

    private void star(Series series) {
        if (series.best() != null && Double.isFinite(series.best().y())) {
            put(series.best(), canvas.glyphs().star(), series);
        }
    }

    private void put(Series.Point point, String sign, Series series) {
        int row = 1 + Trace.row(dots, scale.at(point.y())) / Dots.DOWN;
        canvas.put(column(point), row, sign, Role.run(series.place()));
    }

    private int column(Series.Point point) {
        return Axes.GUTTER + x(point) / Dots.ACROSS;
    }

    private int x(Series.Point point) {
        return (int) Math.round(axis.at(point.x()) * Math.max(0, dots.width() - 1));
    }
}
