package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.chart.Chart;
import io.traindeck.dashboard.chart.Scale;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.Goal.Better;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Curve;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;

/** The charts of a run, each on a canvas of any size. */
public final class Curves {
    /** Columns between the parts of a title. */
    private static final int GAP = 3;

    /** Characters of a value in a title, so that what follows keeps its place. */
    private static final int VALUE_WIDTH = 5;

    private static final double PERCENT = 100;

    private final RunState state;
    private final long cursor;

    /** @param cursor step of the cursor; {@link ViewState#NO_CURSOR} for none */
    Curves(RunState state, long cursor) {
        this.state = state;
        this.cursor = cursor;
    }

    /** The loss of each step, thinned, with a smoothed line. */
    void stepLoss(Canvas canvas) {
        Curve loss = state.series(OwnMetrics.LOSS).curve();
        Scale scale = Scale.ofLoss(loss.least(), loss.most(), Axes.ticks(canvas.height()));
        title(canvas, "loss per step", scale, new Phrase("smoothed", Role.TRAIN));
        Chart chart = chart(canvas, scale);
        chart.values(loss, Role.DIM);
        chart.smoothed(loss, Role.TRAIN);
        finish(chart);
    }

    /** Training against validation loss, by epoch; training smoothed by step while there is no epoch. */
    void loss(Canvas canvas) {
        Curve train = state.series(OwnMetrics.TRAIN_LOSS).curve();
        Curve val = state.series(OwnMetrics.VAL_LOSS).curve();
        Curve steps = state.series(OwnMetrics.LOSS).curve();
        boolean bySteps = state.rows().size() == 0;
        double least = bySteps ? steps.least() : Math.min(train.least(), val.least());
        double most = bySteps ? steps.most() : Math.max(train.most(), val.most());
        Scale scale = Scale.ofLoss(least, most, Axes.ticks(canvas.height()));
        Measured last = state.rows().last();
        Measured lowest = state.rows().best(OwnMetrics.VAL_LOSS, Better.LOWER);
        title(
                canvas,
                "loss",
                scale,
                values(
                        last,
                        lowest,
                        last == null ? (state.isMeasured() ? "by step" : "") : fixed(loss(last, OwnMetrics.TRAIN_LOSS)),
                        last == null ? "" : fixed(loss(last, OwnMetrics.VAL_LOSS)),
                        lowest == null ? "" : loss(lowest, OwnMetrics.VAL_LOSS)));
        Chart chart = chart(canvas, scale);
        if (bySteps) {
            chart.smoothed(steps, Role.TRAIN);
        }
        chart.line(train, 1, Role.TRAIN);
        chart.line(val, 1, Role.VALIDATION);
        finish(chart);
    }

    void accuracy(Canvas canvas) {
        Curve train = state.series(OwnMetrics.TRAIN_ACC).curve();
        Curve val = state.series(OwnMetrics.VAL_ACC).curve();
        double least = Math.min(train.least(), val.least());
        double most = Math.max(train.most(), val.most());
        Scale scale = state.rows().size() == 0
                ? Scale.linear(0, PERCENT, Axes.ticks(canvas.height()))
                : Scale.linear(PERCENT * least, PERCENT * most, Axes.ticks(canvas.height()));
        Measured last = state.rows().last();
        Measured best = state.best();
        title(
                canvas,
                "accuracy %",
                scale,
                values(
                        last,
                        best,
                        last == null ? "" : fixed(percent(last, OwnMetrics.TRAIN_ACC)),
                        last == null ? "" : fixed(percent(last, OwnMetrics.VAL_ACC)),
                        best == null ? "" : percent(best, OwnMetrics.VAL_ACC)));
        Chart chart = chart(canvas, scale);
        chart.line(train, PERCENT, Role.TRAIN);
        chart.line(val, PERCENT, Role.VALIDATION);
        finish(chart);
    }

    /** Gradient norms on a logarithmic axis, with the limit that clipping holds them to. */
    void gradientNorm(Canvas canvas) {
        Curve norms = state.series(OwnMetrics.GRAD_NORM).curve();
        double clip = state.plan().clip();
        boolean clipped = clip > 0 && Double.isFinite(clip);
        double least = clipped ? Math.min(clip, norms.least()) : norms.least();
        double most = clipped ? Math.max(clip, norms.most()) : norms.most();
        Scale scale = Scale.logarithmic(least, most, Axes.ticks(canvas.height()));
        Phrase limit = new Phrase(clipped ? "clip " + Numbers.norm(clip) : "", Role.WARN);
        title(canvas, "gradient norm", scale, limit);
        Chart chart = chart(canvas, scale);
        if (clipped) {
            chart.level(clip, Role.WARN);
        }
        chart.values(norms, Role.DIM);
        chart.smoothed(norms, Role.TRAIN);
        finish(chart);
    }

    void rate(Canvas canvas) {
        Curve rates = state.series(OwnMetrics.LR).curve();
        Scale scale = Scale.linear(0, rates.most(), Axes.ticks(canvas.height()));
        title(canvas, "learning rate", scale);
        Chart chart = chart(canvas, scale);
        chart.values(rates, Role.ACCENT);
        finish(chart);
    }

    private Chart chart(Canvas canvas, Scale scale) {
        return new Chart(canvas, scale, state.firstStep(), state.lastStep());
    }

    private void finish(Chart chart) {
        if (!state.isMeasured()) {
            chart.frame();
            return;
        }
        chart.draw();
        Measured best = state.best();
        chart.steps(state.marks(), best == null ? null : (Long) best.step());
        if (cursor != ViewState.NO_CURSOR) {
            chart.cursor(cursor);
        }
    }

    private static void title(Canvas canvas, String title, Scale scale, Phrase... parts) {
        int x = canvas.put(1, 0, title + (scale.log() ? " (log)" : ""), Role.TEXT);
        for (Phrase part : parts) {
            if (x + GAP + part.text().length() <= canvas.width()) {
                x = canvas.put(x + GAP, 0, part.text(), part.role());
            }
        }
    }

    /** Last values of training and validation, and the best: those that do not fit are left out. */
    private static Phrase[] values(Measured last, Measured best, String train, String val, String bestValue) {
        Phrase trainPart = new Phrase("train " + train, Role.TRAIN);
        if (last == null) {
            return train.isEmpty() ? new Phrase[0] : new Phrase[] {trainPart};
        }
        Phrase valPart = new Phrase("val " + val, Role.VALIDATION);
        return best == null
                ? new Phrase[] {trainPart, valPart}
                : new Phrase[] {
                    trainPart, valPart, new Phrase("best " + bestValue + " @ " + Rows.number(best), Role.GOOD)
                };
    }

    private static String fixed(String value) {
        return Text.padLeft(value, VALUE_WIDTH);
    }

    private static String loss(Measured row, String metric) {
        return Numbers.loss(row.values().get(metric));
    }

    private static String percent(Measured row, String metric) {
        return Numbers.percent(row.values().get(metric));
    }
}
