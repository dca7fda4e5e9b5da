package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.chart.Dots;
import io.traindeck.dashboard.chart.Scale;
import io.traindeck.dashboard.chart.Trace;
import io.traindeck.dashboard.chart.XAxis;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import java.util.List;

/**
 * Curves of several runs in one chart, each in its run's colour and with its run's sign on it, so that people who see
 * no colours can tell them apart. A star stands at a run's best moment. Curves that have neither colour nor sign are
 * dim, behind these.
 */
final class OverlayChart {
    /** The columns from one sign on a curve to the next: two for each run. */
    private static final int SIGN_EVERY = 2 * Comparison.MOST_TOLD_APART;

    private final Canvas canvas;
    private final Scale scale;
    private final XAxis axis;
    private final List<Series> behind;
    private final List<Series> all;
    private final Dots dots;

    /**
     * @param behind curves that are dim, behind all others
     * @param all the other curves, the one in front last
     */
    OverlayChart(Canvas canvas, Scale scale, XAxis axis, List<Series> behind, List<Series> all) {
        this.canvas = canvas;
        this.scale = scale;
        this.axis = axis;
        this.behind = behind;
        this.all = all;
        this.dots = new Dots(Axes.columns(canvas.width()), canvas.height() - Axes.EXTRA_ROWS);
    }

    void draw() {
        Axes.frame(canvas);
        Axes.numbers(canvas, scale, dots);
        axis.draw(canvas);
        behind.forEach(series -> line(series, new Trace(dots, Role.DIM)));
        for (int i = 0; i < all.size(); i++) {
            Role role = all.get(i).role();
            if (i == all.size() - 1) {
                dots.inFront(role);
            }
            line(all.get(i), new Trace(dots, role));
        }
        dots.draw(canvas, Axes.GUTTER, 1);
        all.forEach(this::gaps);
        all.stream().filter(Series::isToldApart).forEach(this::signs);
        all.forEach(this::star);
    }

    private void line(Series series, Trace trace) {
        for (Series.Point point : series.points()) {
            trace.to(x(point), Double.isFinite(point.y()) ? scale.at(point.y()) : Double.NaN);
        }
    }

    /** Marks below the curves where a value is no number. */
    private void gaps(Series series) {
        for (Series.Point point : series.points()) {
            if (!Double.isFinite(point.y())) {
                canvas.put(column(point), canvas.height() - 2, canvas.glyphs().gap(), Role.BAD);
            }
        }
    }

    /**
     * Puts signs along the curve, in columns where no other run's signs are; if it is too short for that, one at its
     * end.
     */
    private void signs(Series series) {
        Series.Point before = null;
        Series.Point last = null;
        boolean signed = false;
        for (Series.Point point : series.points()) {
            if (!Double.isFinite(point.y())) {
                before = null;
                continue;
            }
            for (int column = column(before == null ? point : before); column <= column(point); column++) {
                if ((column - Axes.GUTTER) % SIGN_EVERY == series.place() * SIGN_EVERY / Comparison.MOST_TOLD_APART) {
                    sign(series, column, before == null ? row(point) : rowBetween(before, point, column));
                    signed = true;
                }
            }
            before = point;
            last = point;
        }
        if (last != null && !signed) {
            sign(series, column(last), row(last));
        }
    }

    private int rowBetween(Series.Point left, Series.Point right, int column) {
        int width = column(right) - column(left);
        double share = width == 0 ? 1 : (double) (column - column(left)) / width;
        double height = scale.at(left.y()) + share * (scale.at(right.y()) - scale.at(left.y()));
        return 1 + Trace.row(dots, height) / Dots.DOWN;
    }

    private void sign(Series series, int column, int row) {
        canvas.put(column, row, canvas.glyphs().run(series.place()), series.role());
    }

    private void star(Series series) {
        Series.Point best = series.best();
        if (best != null && Double.isFinite(best.y())) {
            canvas.put(column(best), row(best), canvas.glyphs().star(), series.role());
        }
    }

    private int row(Series.Point point) {
        return 1 + Trace.row(dots, scale.at(point.y())) / Dots.DOWN;
    }

    private int column(Series.Point point) {
        return Axes.GUTTER + x(point) / Dots.ACROSS;
    }

    private int x(Series.Point point) {
        return (int) Math.round(axis.at(point.x()) * Math.max(0, dots.width() - 1));
    }
}
