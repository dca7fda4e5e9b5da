package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.state.Bucket;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import io.traindeck.state.StepCurves;
import io.traindeck.text.Numbers;
import java.util.List;

/** What the curves say at one step, in words. */
final class Reading {
    private static final String GAP = "  ";

    private Reading() {}

    /** In one line of at most {@code width} columns, as far as it goes: what matters less is left out first. */
    static String of(RunState state, int step, int width) {
        StepCurves steps = state.training().steps().now();
        String start = steps(state, steps.loss(), step);
        Bucket loss = at(steps.loss(), step);
        Bucket norm = at(steps.gradNorm(), step);
        Bucket rate = at(steps.lr(), step);
        Epoch epoch = epochAt(state, step);
        String lossText = loss == null ? "" : GAP + "loss " + Numbers.loss(loss.mean());
        String range = loss == null || loss.finite() < 2
                ? ""
                : " (" + Numbers.loss(loss.min()) + " to " + Numbers.loss(loss.max()) + ")";
        String normText = norm == null ? "" : GAP + "grad norm " + Numbers.norm(norm.isGap() ? Double.NaN : norm.max());
        String rateText = rate == null ? "" : GAP + "lr " + Numbers.rate(rate.mean());
        String train = epoch == null
                ? ""
                : GAP + "train " + Numbers.loss(epoch.trainLoss()) + " " + Numbers.percent(epoch.trainAcc());
        String val = epoch == null
                ? ""
                : GAP + "val " + Numbers.loss(epoch.valLoss()) + " " + Numbers.percent(epoch.valAcc());
        String number = epoch == null ? "" : GAP + "epoch " + epoch.epoch();
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

    /** The steps that are read out as one, as wide as any of the run's. */
    private static String steps(RunState state, Curve curve, int step) {
        int width = Numbers.count(state.plannedSteps()).length();
        if (curve.width() == 1) {
            return "step " + Text.padLeft(Numbers.count(step), width);
        }
        int first = (step - 1) / curve.width() * curve.width() + 1;
        int last = Math.min(state.lastStep(), first + curve.width() - 1);
        String several = "steps " + Numbers.count(first) + "-" + Numbers.count(last);
        return Text.padRight(
                last > first ? several : "step " + Numbers.count(first), "steps ".length() + 2 * width + "-".length());
    }

    private static Bucket at(Curve curve, int step) {
        for (Bucket bucket : curve.buckets()) {
            if (bucket.index() == (step - 1) / curve.width()) {
                return bucket;
            }
        }
        return null;
    }

    /** The epoch that the step is in, or the last one done before it. */
    private static Epoch epochAt(RunState state, int step) {
        Epoch last = null;
        for (Epoch epoch : state.training().epochs().list()) {
            last = epoch;
            if (epoch.step() >= step) {
                break;
            }
        }
        return last;
    }
}
