package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.chart.Chart;
import io.traindeck.dashboard.chart.RowScale;
import io.traindeck.dashboard.chart.Scale;
import io.traindeck.dashboard.chart.Smoothing;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.List;

/** A trend as a chart over the steps, its last values and its best beside the title. */
final class TrendChart {
    /** The columns between the parts of a title. */
    private static final int GAP = 3;

    private static final double PERCENT = 100;

    /** The maximum number of points of a curve that is drawn as it is; one with more is noisy, and is smoothed. */
    private static final int FEW = 64;

    private final RunState state;
    private final Trend trend;
    private final boolean log;
    private final double unit;

    /** @param log whether the axis of values is logarithmic */
    TrendChart(RunState state, Trend trend, boolean log) {
        this.state = state;
        this.trend = trend;
        this.log = log;
        unit = trend.isPercent() ? PERCENT : 1;
    }

    void draw(Canvas canvas) {
        List<Curve> parents = parents();
        Scale scale = scale(parents, Axes.rows(canvas.height()));
        Highlight best = Highlight.of(state, trend.judge());
        title(canvas, scale, best);
        Chart chart = new Chart(canvas, scale, state.firstStep(), state.lastStep());
        if (!state.isMeasured()) {
            chart.frame();
            return;
        }
        parents.forEach(curve -> chart.line(curve, unit, Role.DIM));
        for (TrendLine line : trend.lines()) {
            curve(chart, line);
        }
        chart.draw();
        Measured star = state.best();
        chart.steps(state.marks(), star == null ? null : (Long) star.step());
    }

    /** The curves that a branch has in common with the runs that it comes from. */
    private List<Curve> parents() {
        List<Curve> parents = new ArrayList<>();
        for (RunState ancestor : state.ancestors()) {
            for (TrendLine line : trend.lines()) {
                Curve curve = ancestor.series(line.metric().name()).curve();
                if (!curve.isEmpty()) {
                    parents.add(curve);
                }
            }
        }
        return parents;
    }

    /** Returns the scale of all curves, and of the values that lines have come to since their last rows. */
    private Scale scale(List<Curve> parents, int rows) {
        double least = parents.isEmpty() && trend.lines().isEmpty() ? Double.NaN : Double.POSITIVE_INFINITY;
        double most = -least;
        for (Curve parent : parents) {
            least = Math.min(least, parent.least());
            most = Math.max(most, parent.most());
        }
        for (TrendLine line : trend.lines()) {
            least = Math.min(least, line.told().least());
            most = Math.max(most, line.told().most());
            double last = line.isOfSteps() ? line.last() : Double.NaN;
            if (Double.isFinite(last)) {
                least = Math.min(least, last);
                most = Math.max(most, last);
            }
        }
        least *= unit;
        most *= unit;
        if (trend.isPercent() && !Double.isFinite(least)) {
            return RowScale.linear(0, PERCENT, rows);
        }
        return log && most > 0 ? RowScale.logarithmic(least, most, rows) : RowScale.linear(least, most, rows);
    }

    /** Draws a line. Single steps beside another part are only drawn smoothed, so that they do not hide it. */
    private void curve(Chart chart, TrendLine line) {
        boolean isNoisy = line.rows().isEmpty() && !line.isHeldOut();
        boolean isFew = line.told().size() <= FEW;
        if (!trend.isPair()) {
            if (isNoisy && !isFew) {
                chart.noise(line.told(), unit);
            } else {
                chart.values(line.told(), unit, line.role());
            }
        } else if (!isNoisy) {
            boolean goesOn = line.isOfSteps();
            double now = goesOn ? line.last() : Double.NaN;
            chart.lineTo(line.told(), line.steps().lastStep(), now, unit, line.role());
        }
        if (isNoisy && (trend.isPair() || !isFew)) {
            chart.smoothed(line.told(), unit, Smoothing.Level.LIGHT, line.role());
        }
    }

    private void title(Canvas canvas, Scale scale, Highlight best) {
        String title = Text.cutMiddle(Labels.title(trend.group()), canvas.width() / 2, canvas.glyphs());
        String suffix = (trend.isPercent() ? " %" : "") + (scale.log() ? " (log)" : "");
        int x = canvas.put(1, 0, title + suffix, Role.TEXT);
        for (Phrase part : values(canvas, best)) {
            if (x + GAP + part.text().length() <= canvas.width()) {
                x = canvas.put(x + GAP, 0, part.text(), part.role());
            }
        }
    }

    private List<Phrase> values(Canvas canvas, Highlight best) {
        List<Phrase> values = new ArrayList<>();
        for (TrendLine line : trend.lines()) {
            if (!line.isEmpty()) {
                String value = Text.padLeft(line.lastText(), trend.valueWidth());
                String part = trend.isPair() ? line.lastOf() + " " : "";
                values.add(new Phrase(Labels.signed(canvas, line.role(), part + value), line.role()));
            }
        }
        if (best != null) {
            String value = trend.judge().text(best.value());
            values.add(new Phrase(best.word() + " " + value + " @ " + best.at(), Role.GOOD));
        }
        return values;
    }
}
