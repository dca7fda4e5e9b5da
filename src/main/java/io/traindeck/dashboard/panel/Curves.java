package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.chart.Chart;
import io.traindeck.dashboard.chart.Scale;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.state.Bucket;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The charts of a run, each on a canvas of any size. */
public final class Curves {
    /** Columns between the parts of a title. */
    private static final int GAP = 3;

    /** Characters of a value in a title, so that what follows keeps its place. */
    private static final int VALUE_WIDTH = 5;

    private final RunState state;
    private final int lastStep;
    private final List<Epoch> epochs;
    private final int cursor;

    /** @param cursor step of the cursor; 0 for none */
    Curves(RunState state, int cursor) {
        this.state = state;
        this.lastStep = state.lastStep();
        this.epochs = state.training().epochs().list();
        this.cursor = cursor;
    }

    /** The loss of each step, thinned, with a smoothed line. */
    void stepLoss(Canvas canvas) {
        Curve loss = state.training().steps().now().loss();
        Scale scale = Scale.ofLoss(least(loss), most(loss), Axes.ticks(canvas.height()));
        title(canvas, "loss per step", scale, new Phrase("smoothed", Role.TRAIN));
        Chart chart = new Chart(canvas, scale, lastStep);
        chart.values(loss, Role.DIM);
        chart.smoothed(loss, Role.TRAIN);
        finish(chart);
    }

    /** Training against validation loss, by epoch; training smoothed by step while there is no epoch. */
    void loss(Canvas canvas) {
        double least = Math.min(least(Epoch::trainLoss), least(Epoch::valLoss));
        double most = Math.max(most(Epoch::trainLoss), most(Epoch::valLoss));
        Curve steps = state.training().steps().now().loss();
        if (epochs.isEmpty()) {
            least = least(steps);
            most = most(steps);
        }
        Scale scale = Scale.ofLoss(least, most, Axes.ticks(canvas.height()));
        Epoch last = state.lastEpoch();
        Epoch lowest = state.training().epochs().lowestLoss();
        title(
                canvas,
                "loss",
                scale,
                values(
                        last,
                        lowest,
                        last == null ? (lastStep == 0 ? "" : "by step") : fixed(Numbers.loss(last.trainLoss())),
                        last == null ? "" : fixed(Numbers.loss(last.valLoss())),
                        lowest == null ? "" : Numbers.loss(lowest.valLoss())));
        Chart chart = new Chart(canvas, scale, lastStep);
        if (epochs.isEmpty()) {
            chart.smoothed(steps, Role.TRAIN);
        }
        chart.epochs(epochs, Epoch::trainLoss, Role.TRAIN);
        chart.epochs(epochs, Epoch::valLoss, Role.VALIDATION);
        finish(chart);
    }

    void accuracy(Canvas canvas) {
        double least = Math.min(least(Epoch::trainAcc), least(Epoch::valAcc));
        double most = Math.max(most(Epoch::trainAcc), most(Epoch::valAcc));
        double percent = 100;
        Scale scale = epochs.isEmpty()
                ? Scale.linear(0, percent, Axes.ticks(canvas.height()))
                : Scale.linear(percent * least, percent * most, Axes.ticks(canvas.height()));
        Epoch last = state.lastEpoch();
        Epoch best = state.training().epochs().best();
        title(
                canvas,
                "accuracy %",
                scale,
                values(
                        last,
                        best,
                        last == null ? "" : fixed(Numbers.percent(last.trainAcc())),
                        last == null ? "" : fixed(Numbers.percent(last.valAcc())),
                        best == null ? "" : Numbers.percent(best.valAcc())));
        Chart chart = new Chart(canvas, scale, lastStep);
        chart.epochs(epochs, epoch -> percent * epoch.trainAcc(), Role.TRAIN);
        chart.epochs(epochs, epoch -> percent * epoch.valAcc(), Role.VALIDATION);
        finish(chart);
    }

    /** Gradient norms on a logarithmic axis, with the limit that clipping holds them to. */
    void gradientNorm(Canvas canvas) {
        Curve norms = state.training().steps().now().gradNorm();
        double clip = state.started() == null ? 0 : state.started().clip();
        boolean clipped = clip > 0 && Double.isFinite(clip);
        double least = clipped ? Math.min(clip, least(norms)) : least(norms);
        double most = clipped ? Math.max(clip, most(norms)) : most(norms);
        Scale scale = Scale.logarithmic(least, most, Axes.ticks(canvas.height()));
        Phrase limit = new Phrase(clipped ? "clip " + Numbers.norm(clip) : "", Role.WARN);
        title(canvas, "gradient norm", scale, limit);
        Chart chart = new Chart(canvas, scale, lastStep);
        if (clipped) {
            chart.level(clip, Role.WARN);
        }
        chart.values(norms, Role.DIM);
        chart.smoothed(norms, Role.TRAIN);
        finish(chart);
    }

    void rate(Canvas canvas) {
        Curve rates = state.training().steps().now().lr();
        Scale scale = Scale.linear(0, most(rates), Axes.ticks(canvas.height()));
        title(canvas, "learning rate", scale);
        Chart chart = new Chart(canvas, scale, lastStep);
        chart.values(rates, Role.ACCENT);
        finish(chart);
    }

    private void finish(Chart chart) {
        if (lastStep == 0) {
            chart.frame();
            return;
        }
        chart.draw();
        chart.steps(state.training().marks(), state.training().epochs().best());
        if (cursor > 0) {
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
    private static Phrase[] values(Epoch last, Epoch best, String train, String val, String bestValue) {
        Phrase trainPart = new Phrase("train " + train, Role.TRAIN);
        if (last == null) {
            return train.isEmpty() ? new Phrase[0] : new Phrase[] {trainPart};
        }
        Phrase valPart = new Phrase("val " + val, Role.VALIDATION);
        return best == null
                ? new Phrase[] {trainPart, valPart}
                : new Phrase[] {trainPart, valPart, new Phrase("best " + bestValue + " @ " + best.epoch(), Role.GOOD)};
    }

    private static String fixed(String value) {
        return Text.padLeft(value, VALUE_WIDTH);
    }

    private static double least(Curve curve) {
        return curve.buckets().stream().mapToDouble(Bucket::min).min().orElse(Double.NaN);
    }

    private static double most(Curve curve) {
        return curve.buckets().stream().mapToDouble(Bucket::max).max().orElse(Double.NaN);
    }

    private double least(ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).filter(Double::isFinite).min().orElse(Double.POSITIVE_INFINITY);
    }

    private double most(ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).filter(Double::isFinite).max().orElse(Double.NEGATIVE_INFINITY);
    }
}
