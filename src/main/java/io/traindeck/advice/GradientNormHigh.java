package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Step;
import java.util.Optional;

/** A gradient that is clipped hard, step after step. */
final class GradientNormHigh implements Rule {
    @Override
    public String code() {
        return "gradient_norm_high";
    }

    @Override
    public String title() {
        return "the gradient norm is routinely ten times the clip";
    }

    @Override
    public String page() {
        return """
                Raised when the gradient norm before clipping was ten times the clip or more
                in at least 25 of the last 50 steps. Where clipping is off, it is never
                raised.

                Clipping is there for a spike now and then. When most gradients are cut to a
                tenth, their length tells the optimizer nothing any more, and something
                upstream is unstable: the rate is too high, the network amplifies (no
                normalisation, a bad initialisation), or the images are not normalised.

                What to turn: --max-lr down to a third, and see whether the norm follows;
                batch normalisation (recipes upgraded and baseline); a larger --batch-size
                for calmer gradients. A higher --clip only hides it, unless the norm has
                been level and the loss falling for a long time: then the clip was chosen
                too small for this network.

                Let it be in the first steps of a run, and where it comes and goes with
                OneCycle's peak while the loss keeps falling.
                """;
    }

    @Override
    public boolean heeds(TrainEvent event) {
        return event instanceof Step;
    }

    @Override
    public Optional<String> problem(History history) {
        double clip = clip(history);
        if (clip <= 0 || !history.windowIsFull() || !isHigh(history.steps().getLast(), clip)) {
            return Optional.empty();
        }
        long high = high(history, clip);
        if (high < Thresholds.HIGH_STEPS) {
            return Optional.empty();
        }
        double median = Quantile.median(history.steps().stream().mapToDouble(Step::gradNorm));
        return Optional.of("gradient norm has been over " + (int) Thresholds.CLIP_FACTOR
                + "x the clip of " + clip + " in " + high + " of the last " + Thresholds.STEP_WINDOW
                + " steps (median " + Words.number(median)
                + "); lower --max-lr to a third, or look for what is unstable before it");
    }

    @Override
    public boolean isOver(History history) {
        double clip = clip(history);
        return clip <= 0
                || history.windowIsFull()
                        && !isHigh(history.steps().getLast(), clip)
                        && high(history, clip) <= Thresholds.HIGH_STEPS_OVER;
    }

    private static double clip(History history) {
        return history.started() == null ? 0 : history.started().clip();
    }

    private static long high(History history, double clip) {
        return history.steps().stream().filter(step -> isHigh(step, clip)).count();
    }

    private static boolean isHigh(Step step, double clip) {
        return step.gradNorm() >= Thresholds.CLIP_FACTOR * clip;
    }
}
