package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.state.Curve;
import io.traindeck.state.Mark;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * Curves of a run: a title in the first row, an axis with round numbers on the left, steps, epochs or time in the last row
 * with marks among them. First the curves are put in, the one in front last, then {@link #draw} shows it all.
 */
public final class Chart {
    private final Canvas canvas;
    private final Scale scale;
    private final XAxis across;
    private final LongToDoubleFunction place;
    private final Dots dots;
    private final boolean[] gaps;

    /**
     * @param firstStep the step at the left end
     * @param lastStep the step at the right end
     */
    public Chart(Canvas canvas, Scale scale, long firstStep, long lastStep) {
        this(canvas, scale, XAxis.steps(firstStep, lastStep), step -> step);
    }

    /**
     * @param across the axis in the last row
     * @param place where a step lies on it, rising with the step
     */
    public Chart(Canvas canvas, Scale scale, XAxis across, LongToDoubleFunction place) {
        this.canvas = canvas;
        this.scale = scale;
        this.across = across;
        this.place = place;
        this.dots = new Dots(Axes.columns(canvas.width()), canvas.height() - Axes.EXTRA_ROWS);
        this.gaps = new boolean[Math.max(1, Axes.columns(canvas.width()))];
    }

    /**
     * All values of a curve: a line, or from minimum to maximum where several fall on one place.
     *
     * @param unit what the curve's numbers are multiplied with
     */
    public void values(Curve curve, double unit, Role role) {
        Trace trace = new Trace(dots, role);
        for (int i = 0; i < curve.size(); i++) {
            int x = x(curve.middle(i));
            markGaps(curve, i);
            if (curve.isGap(i)) {
                trace.to(x, Double.NaN);
            } else {
                trace.to(x, scale.at(unit * curve.mean(i)));
                dots.vertical(x, y(unit * curve.min(i)), y(unit * curve.max(i)), role);
            }
        }
    }

    /**
     * The mean of a curve, smoothed. It is a line of its own even where there are no colours: the cells that it passes
     * show nothing else.
     *
     * @param unit what the curve's numbers are multiplied with
     */
    public void smoothed(Curve curve, double unit, Smoothing.Level level, Role role) {
        dots.inFront(role);
        Trace trace = new Trace(dots, role);
        double[] means = Smoothing.of(curve.means(), level);
        for (int i = 0; i < means.length; i++) {
            double mean = unit * means[i];
            trace.to(x(curve.middle(i)), Double.isNaN(mean) ? mean : scale.at(mean));
        }
    }

    /**
     * The mean of a curve, in front of a line that may be there: what has few points.
     *
     * @param unit what the curve's numbers are multiplied with
     */
    public void line(Curve curve, double unit, Role role) {
        Trace trace = new Trace(dots, role);
        for (int i = 0; i < curve.size(); i++) {
            double mean = unit * curve.mean(i);
            markGaps(curve, i);
            trace.to(x(curve.middle(i)), Double.isNaN(mean) ? mean : scale.at(mean));
        }
    }

    /**
     * The same, and on to a point after its last one.
     *
     * @param value of that point; not finite for none
     */
    public void lineTo(Curve curve, long step, double value, double unit, Role role) {
        line(curve, unit, role);
        if (!curve.isEmpty() && Double.isFinite(value)) {
            Trace trace = new Trace(dots, role);
            int last = curve.size() - 1;
            trace.to(x(curve.middle(last)), scale.at(unit * curve.mean(last)));
            trace.to(x(step), scale.at(unit * value));
        }
    }

    private void markGaps(Curve curve, int bucket) {
        if (curve.gaps(bucket) > 0) {
            gaps[Math.min(gaps.length - 1, x(curve.middle(bucket)) / Dots.ACROSS)] = true;
        }
    }

    /** A line through the values that a function of the step has; NaN lifts the pen. */
    public void function(LongToDoubleFunction values, Role role) {
        dots.inFront(role);
        Trace trace = new Trace(dots, role);
        for (int x = 0; x < dots.width(); x++) {
            double share = (double) x / Math.max(1, dots.width() - 1);
            double value = values.applyAsDouble(Math.round(across.low() + share * (across.high() - across.low())));
            trace.to(x, Double.isNaN(value) ? value : scale.at(value));
        }
    }

    /** A level line. */
    public void level(double value, Role role) {
        for (int x = 0; x < dots.width(); x += 2) {
            dots.set(x, y(value), role);
        }
    }

    /** Shows the axes, without numbers: all there is before the first step. */
    public void frame() {
        Axes.frame(canvas);
    }

    /** Shows axes and curves. */
    public void draw() {
        frame();
        Axes.numbers(canvas, scale, dots);
        dots.draw(canvas, Axes.GUTTER, 1);
        for (int column = 0; column < gaps.length; column++) {
            if (gaps[column]) {
                canvas.put(
                        Axes.GUTTER + column,
                        canvas.height() - 2,
                        canvas.glyphs().gap(),
                        Role.BAD);
            }
        }
    }

    /**
     * Marks on the axis below, and its numbers where there is room for them.
     *
     * @param best the step that a star stands at; null for none
     */
    public void steps(List<Mark> marks, Long best) {
        int row = canvas.height() - 1;
        boolean[] taken = new boolean[canvas.width() + 1];
        for (Mark mark : marks) {
            boolean epoch = mark.kind() == Mark.Kind.EPOCH;
            place(mark.step(), canvas.glyphs().mark(mark.kind()), epoch ? Role.FRAME : Role.ACCENT, taken, !epoch);
        }
        if (best != null) {
            place(best, canvas.glyphs().star(), Role.GOOD, taken, true);
        }
        if (!across.isSteps()) {
            canvas.putRight(Axes.GUTTER - 1, row, across.unit(), Role.DIM);
        }
        for (XAxis.Tick tick : across.ticksAmongMarks(Axes.columns(canvas.width()))) {
            String number = tick.label();
            int x = Axes.GUTTER + x(tick.value()) / Dots.ACROSS - number.length() / 2;
            boolean fits = x + number.length() <= canvas.width();
            for (int i = x - 1; fits && i <= x + number.length(); i++) {
                fits = i > Axes.GUTTER && i < taken.length && !taken[i];
            }
            if (fits) {
                canvas.put(x, row, number, Role.DIM);
                Arrays.fill(taken, x, x + number.length(), true);
            }
        }
    }

    /** @param takes whether numbers keep off the place */
    private void place(long step, String sign, Role role, boolean[] taken, boolean takes) {
        double value = place.applyAsDouble(step);
        if (value >= across.low() && value <= across.high()) {
            int column = Axes.GUTTER + x(step) / Dots.ACROSS;
            if (takes || !taken[column]) {
                canvas.put(column, canvas.height() - 1, sign, role);
            }
            taken[column] |= takes;
        }
    }

    /** A line across the plot at that step. */
    public void cursor(long step) {
        int column = Axes.GUTTER + x(step) / Dots.ACROSS;
        for (int row = 1; row < canvas.height() - 1; row++) {
            canvas.put(column, row, canvas.glyphs().vertical(), Role.ACCENT);
        }
    }

    private int x(long step) {
        return x(place.applyAsDouble(step));
    }

    private int x(double value) {
        return (int) Math.round(across.at(value) * (dots.width() - 1));
    }

    private int y(double value) {
        return Trace.row(dots, scale.at(value));
    }
}
