package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.state.Curve;
import io.traindeck.state.Mark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * A chart of a run's curves: a title in the first row, an axis with round numbers on the left, steps, epochs or time in
 * the last row with marks among them. First the curves are put in, the one in front last. Then {@link #draw} shows it
 * all.
 */
public final class Chart {
    /** The dots from one tooth of a comb to the next. */
    private static final int COMB = 2 * Dots.ACROSS;

    /** The minimum number of columns from one sign on a line to the next. */
    private static final int COLUMNS_A_SIGN = 6;

    private final Canvas canvas;
    private final Scale scale;
    private final XAxis across;
    private final LongToDoubleFunction place;
    private final Dots dots;
    private final boolean[] gaps;
    private final List<Sign> signs = new ArrayList<>();

    /** A sign that tells a line from others where colours do not. */
    private record Sign(int column, int row, Role role) {}

    /**
     * @param firstStep the step at the left end
     * @param lastStep the step at the right end
     */
    public Chart(Canvas canvas, Scale scale, long firstStep, long lastStep) {
        this(canvas, scale, XAxis.steps(firstStep, lastStep), step -> step);
    }

    /**
     * @param across the axis in the last row
     * @param place returns where a step lies on it, rising with the step
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
     * Puts in all values of a curve: as a line, and from minimum to maximum where several fall on one place.
     *
     * @param unit the factor of the curve's numbers
     */
    public void values(Curve curve, double unit, Role role) {
        Trace trace = new Trace(dots, role);
        for (int i = 0; i < curve.size(); i++) {
            int x = x(curve.middle(i));
            markGaps(curve, i);
            if (curve.isGap(i)) {
                trace.to(x, Double.NaN);
            } else {
                trace.to(exactX(curve.middle(i)), scale.at(unit * curve.mean(i)));
                dots.vertical(x, y(unit * curve.min(i)), y(unit * curve.max(i)), role);
            }
        }
    }

    /**
     * Puts in all values of a curve that is shown smoothed too. Where colours do not tell the two apart, the values are
     * a comb behind the smoothed line: a tooth for every two columns, from minimum to maximum.
     *
     * @param unit the factor of the curve's numbers
     */
    public void noise(Curve curve, double unit) {
        if (canvas.tellsByColour()) {
            values(curve, unit, Role.DIM);
            return;
        }
        for (int i = 0; i < curve.size(); i++) {
            int x = x(curve.middle(i));
            markGaps(curve, i);
            if (!curve.isGap(i)) {
                dots.vertical(x - x % COMB, y(unit * curve.min(i)), y(unit * curve.max(i)), Role.DIM);
            }
        }
    }

    /**
     * Puts in the mean of a curve, smoothed. It is a line of its own even where there are no colours: the cells that it
     * passes show nothing else.
     *
     * @param unit the factor of the curve's numbers
     */
    public void smoothed(Curve curve, double unit, Smoothing.Level level, Role role) {
        dots.inFront(role);
        Trace trace = new Trace(dots, role);
        double[] means = Smoothing.of(curve.means(), level);
        for (int i = 0; i < means.length; i++) {
            double mean = unit * means[i];
            trace.to(exactX(curve.middle(i)), Double.isNaN(mean) ? mean : scale.at(mean));
            sign(x(curve.middle(i)), mean, role);
        }
    }

    /**
     * Puts in the mean of a curve that has few points, in front of a line that may be there.
     *
     * @param unit the factor of the curve's numbers
     */
    public void line(Curve curve, double unit, Role role) {
        Trace trace = new Trace(dots, role);
        for (int i = 0; i < curve.size(); i++) {
            double mean = unit * curve.mean(i);
            markGaps(curve, i);
            trace.to(exactX(curve.middle(i)), Double.isNaN(mean) ? mean : scale.at(mean));
            sign(x(curve.middle(i)), mean, role);
        }
    }

    /** Puts a sign at a point of the line, unless the one before is near. */
    private void sign(int x, double value, Role role) {
        int column = Axes.GUTTER + x / Dots.ACROSS;
        if (x < 0 || x >= dots.width()) {
            return;
        }
        Sign before = signs.isEmpty() ? null : signs.get(signs.size() - 1);
        boolean isNear = before != null && before.role() == role && column - before.column() < COLUMNS_A_SIGN;
        if (!isNear && Double.isFinite(value) && !canvas.sign(role).isEmpty()) {
            signs.add(new Sign(column, 1 + y(value) / Dots.DOWN, role));
        }
    }

    /**
     * Puts in the mean of a curve, and goes on to a point after the curve's last one.
     *
     * @param step the step of that point
     * @param value the value of that point; not finite for none
     */
    public void lineTo(Curve curve, long step, double value, double unit, Role role) {
        line(curve, unit, role);
        if (!curve.isEmpty() && Double.isFinite(value)) {
            Trace trace = new Trace(dots, role);
            int last = curve.size() - 1;
            trace.to(exactX(curve.middle(last)), scale.at(unit * curve.mean(last)));
            trace.to(exactX(step), scale.at(unit * value));
        }
    }

    private void markGaps(Curve curve, int bucket) {
        if (curve.gaps(bucket) > 0) {
            int column = Math.floorDiv(x(curve.middle(bucket)), Dots.ACROSS);
            if (column >= 0) {
                gaps[Math.min(gaps.length - 1, column)] |= column <= gaps.length;
            }
        }
    }

    /** Puts in a line through the values that a function of the step has; NaN lifts the pen. */
    public void function(LongToDoubleFunction values, Role role) {
        dots.inFront(role);
        Trace trace = new Trace(dots, role);
        for (int x = 0; x < dots.width(); x++) {
            double share = (double) x / Math.max(1, dots.width() - 1);
            double value = values.applyAsDouble(Math.round(across.low() + share * (across.high() - across.low())));
            trace.to(x, Double.isNaN(value) ? value : scale.at(value));
        }
    }

    /** Puts in a level line. */
    public void level(double value, Role role) {
        int every = canvas.tellsByColour() ? Dots.ACROSS : COMB;
        for (int x = 0; x < dots.width(); x += every) {
            dots.set(x, y(value), role);
        }
    }

    /** Shows the axes, without numbers: before the first step there is nothing else to show. */
    public void frame() {
        Axes.frame(canvas);
    }

    /** Shows axes and curves. */
    public void draw() {
        frame();
        Axes.numbers(canvas, scale, dots);
        dots.draw(canvas, Axes.GUTTER, 1);
        for (Sign sign : signs) {
            canvas.put(sign.column(), sign.row(), canvas.sign(sign.role()), sign.role());
        }
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
     * Shows marks on the axis below, and its numbers where there is room for them.
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

    /** @param takes whether numbers must leave the place free */
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

    /** Draws a vertical line through the plot at that step. */
    public void cursor(long step) {
        int column = Axes.GUTTER + x(step) / Dots.ACROSS;
        for (int row = 1; row < canvas.height() - 1; row++) {
            canvas.put(column, row, canvas.glyphs().vertical(), Role.ACCENT);
        }
    }

    private int x(long step) {
        return x(place.applyAsDouble(step));
    }

    /** The column of dots of a value; outside of the plot if the value is outside of the axis. */
    private int x(double value) {
        return (int) Math.round(Math.max(-1, Math.min(2, across.place(value))) * (dots.width() - 1));
    }

    /** The column of dots of a step; as far outside of the plot as the step is. */
    private double exactX(long step) {
        return across.place(place.applyAsDouble(step)) * (dots.width() - 1);
    }

    private int y(double value) {
        return Trace.row(dots, scale.at(value));
    }
}
