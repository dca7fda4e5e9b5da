package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;
import io.traindeck.state.Curve;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import java.util.List;

/** What the curves say at one step, in words. */
final class Reading {
    private static final String GAP = "  ";

    private Reading() {}

    /** In one line of at most {@code width} columns, as far as it goes: what matters less is left out first. */
    static String of(RunState state, long step, int width) {
        Curve loss = state.series(OwnMetrics.LOSS).curve();
        Curve norm = state.series(OwnMetrics.GRAD_NORM).curve();
        Curve rate = state.series(OwnMetrics.LR).curve();
        int lossAt = loss.at(step);
        int normAt = norm.at(step);
        int rateAt = rate.at(step);
        String start = steps(state, loss, lossAt, step);
        String lossText = lossAt < 0 ? "" : GAP + "loss " + Numbers.loss(loss.mean(lossAt));
        String range = lossAt < 0 || loss.finite(lossAt) < 2
                ? ""
                : " (" + Numbers.loss(loss.min(lossAt)) + " to " + Numbers.loss(loss.max(lossAt)) + ")";
        String normText =
                normAt < 0 ? "" : GAP + "grad norm " + Numbers.norm(norm.isGap(normAt) ? Double.NaN : norm.max(normAt));
        String rateText = rateAt < 0 ? "" : GAP + "lr " + Numbers.rate(rate.mean(rateAt));
        Measured row = rowAt(state, step);
        Values values = row == null ? Values.NONE : row.values();
        String train = row == null ? "" : both("train ", values, OwnMetrics.TRAIN_LOSS, OwnMetrics.TRAIN_ACC);
        String val = row == null ? "" : both("val ", values, OwnMetrics.VAL_LOSS, OwnMetrics.VAL_ACC);
        String number = row == null ? "" : GAP + Rows.name(row);
        List<String> longestFirst = List.of(
                start + lossText + range + normText + rateText + number + train + val,
                start + lossText + normText + rateText + number + train + val,
                start + lossText + normText + rateText + number + val,
                start + lossText + normText + rateText + val,
                start + lossText + normText + val,
                start + lossText + val,
                start + lossText);
        return longestFirst.stream()
                .filter(text -> text.length() <= width)
                .findFirst()
                .orElse(start);
    }

    private static String both(String part, Values values, String loss, String accuracy) {
        return GAP + part + Numbers.loss(values.get(loss)) + " " + Numbers.percent(values.get(accuracy));
    }

    /** The steps that are read out as one, as wide as any of the run's. */
    private static String steps(RunState state, Curve curve, int bucket, long step) {
        int width = Numbers.count(state.plan().steps()).length();
        if (bucket < 0 || curve.width() == 1) {
            return "step " + Text.padLeft(Numbers.count(step), width);
        }
        long first = curve.first(bucket);
        long last = curve.last(bucket);
        String several = "steps " + Numbers.count(first) + "-" + Numbers.count(last);
        return Text.padRight(
                last > first ? several : "step " + Numbers.count(first), "steps ".length() + 2 * width + "-".length());
    }

    /** The row that the step leads to, or the last one done before it. */
    private static Measured rowAt(RunState state, long step) {
        Measured last = null;
        for (Measured row : state.rows().list()) {
            last = row;
            if (row.step() >= step) {
                break;
            }
        }
        return last;
    }
}
