package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.state.Bucket;
import io.traindeck.state.Curve;
import io.traindeck.state.Mark;
import io.traindeck.text.Numbers;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Curves over the steps of a run: a title in the first row, an axis with round numbers on the left, the steps in the
 * last row with marks among them. First the curves are put in, the one in front last, then {@link #draw} shows it all.
 */
public final class Chart {
    /** Columns between two numbers on the axis of steps. */
    private static final int COLUMNS_A_TICK = 16;

    private final Canvas canvas;
    private final Scale scale;
    private final int lastStep;
    private final Dots dots;
    private final boolean[] gaps;

    /** @param lastStep the step at the right end; the left end is step 1 */
    public Chart(Canvas canvas, Scale scale, int lastStep) {
        this.canvas = canvas;
        this.scale = scale;
        this.lastStep = Math.max(2, lastStep);
        this.dots = new Dots(Axes.columns(canvas.width()), canvas.height() - Axes.EXTRA_ROWS);
        this.gaps = new boolean[Math.max(1, Axes.columns(canvas.width()))];
    }

    /** All values of a curve: a line, or from minimum to maximum where several fall on one place. */
    public void values(Curve curve, Role role) {
        Trace trace = new Trace(dots, role);
        for (Bucket bucket : curve.buckets()) {
            int x = x(middle(curve, bucket));
            if (bucket.gaps() > 0) {
                gaps[Math.min(gaps.length - 1, x / Dots.ACROSS)] = true;
            }
            if (bucket.isGap()) {
                trace.to(x, Double.NaN);
            } else {
                trace.to(x, scale.at(bucket.mean()));
                dots.vertical(x, y(bucket.min()), y(bucket.max()), role);
            }
        }
    }

    /**
     * The mean of a curve, smoothed. It is a line of its own even where there are no colours: the cells that it passes
     * show nothing else.
     */
    public void smoothed(Curve curve, Role role) {
        dots.inFront(role);
        Trace trace = new Trace(dots, role);
        Smoothing smoothing = Smoothing.over(curve.buckets().size());
        for (Bucket bucket : curve.buckets()) {
            double mean = smoothing.next(bucket.mean());
            trace.to(x(middle(curve, bucket)), Double.isNaN(mean) ? mean : scale.at(mean));
        }
    }

    /** A value of each epoch, at its last step. */
    public void epochs(List<Epoch> epochs, ToDoubleFunction<Epoch> value, Role role) {
        Trace trace = new Trace(dots, role);
        for (Epoch epoch : epochs) {
            double at = value.applyAsDouble(epoch);
            trace.to(x(epoch.step()), Double.isFinite(at) ? scale.at(at) : Double.NaN);
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

    /** Marks on the axis of steps, and its numbers where there is room for them. */
    public void steps(List<Mark> marks, Epoch best) {
        int row = canvas.height() - 1;
        boolean[] taken = new boolean[canvas.width() + 1];
        for (Mark mark : marks) {
            boolean epoch = mark.kind() == Mark.Kind.EPOCH;
            place(mark.step(), canvas.glyphs().mark(mark.kind()), epoch ? Role.FRAME : Role.ACCENT, taken, !epoch);
        }
        if (best != null) {
            place(best.step(), canvas.glyphs().star(), Role.GOOD, taken, true);
        }
        Scale steps = Scale.linear(
                0, lastStep, Math.max(Axes.FEWEST_TICKS, Axes.columns(canvas.width()) / COLUMNS_A_TICK + 1));
        for (double tick : steps.ticks()) {
            String number = Numbers.count((long) tick);
            int x = Axes.GUTTER + x((int) tick) / Dots.ACROSS - number.length() / 2;
            boolean fits = tick >= 1 && tick <= lastStep && x + number.length() <= canvas.width();
            for (int i = x - 1; fits && i <= x + number.length(); i++) {
                fits = i > Axes.GUTTER && i < taken.length && !taken[i];
            }
            if (fits) {
                canvas.put(x, row, number, Role.DIM);
            }
        }
    }

    /** @param takes whether numbers keep off the place */
    private void place(int step, String sign, Role role, boolean[] taken, boolean takes) {
        if (step >= 1 && step <= lastStep) {
            int column = Axes.GUTTER + x(step) / Dots.ACROSS;
            if (takes || !taken[column]) {
                canvas.put(column, canvas.height() - 1, sign, role);
            }
            taken[column] |= takes;
        }
    }

    /** A line across the plot at that step. */
    public void cursor(int step) {
        int column = Axes.GUTTER + x(Math.min(step, lastStep)) / Dots.ACROSS;
        for (int row = 1; row < canvas.height() - 1; row++) {
            canvas.put(column, row, canvas.glyphs().vertical(), Role.ACCENT);
        }
    }

    private int middle(Curve curve, Bucket bucket) {
        return Math.min(lastStep, curve.firstStep(bucket) + (curve.width() - 1) / 2);
    }

    private int x(int step) {
        return (int) Math.round((step - 1.0) / (lastStep - 1.0) * (dots.width() - 1));
    }

    private int y(double value) {
        return Trace.row(dots, scale.at(value));
    }
}
