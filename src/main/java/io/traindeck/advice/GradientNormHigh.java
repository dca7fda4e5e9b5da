package io.traindeck.advice;

import io.traindeck.advice.History.News;
import io.traindeck.event.Dial;
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

                What to turn: the rate down to a third, at once with :set max_lr X, and see
                whether the norm follows; in a new run batch normalisation (recipes upgraded
                and baseline), or a larger --batch-size for calmer gradients. A higher clip
                only hides it, unless the norm has been level and the loss falling for a
                long time: then the clip was chosen too small for this network.

                Let it be in the first steps of a run, and where it comes and goes with
                OneCycle's peak while the loss keeps falling.
                """;
    }

    @Override
    public boolean heeds(News news) {
        return news.isStep();
    }

    @Override
    public Optional<String> problem(History history) {
        double clip = history.plan().clip();
        Window norms = history.norms();
        if (clip <= 0 || !norms.isFull() || !isHigh(norms.last(), clip)) {
            return Optional.empty();
        }
        long high = high(norms, clip);
        if (high < Thresholds.HIGH_NORMS) {
            return Optional.empty();
        }
        return Optional.of("gradient norm has been over " + (int) Thresholds.CLIP_FACTOR + "x the clip of " + clip
                + " in " + high + " of the last " + norms.words(Thresholds.WINDOW) + " (median "
                + Words.number(Quantile.median(norms.values())) + ")");
    }

    @Override
    public String remedy(History history) {
        double third = Words.third(history.plan().maxLr());
        String rate = history.isOurs() ? "--max-lr" : "the learning rate";
        String lower = history.turns(Dial.MAX_LR) && third > 0
                ? ":set max_lr " + Dial.MAX_LR.text(third) + " (a third)"
                : "lower " + rate + " to a third";
        return lower + ", or look for what is unstable before it";
    }

    @Override
    public boolean isOver(History history) {
        double clip = history.plan().clip();
        Window norms = history.norms();
        return clip <= 0
                || norms.isFull() && !isHigh(norms.last(), clip) && high(norms, clip) <= Thresholds.HIGH_NORMS_OVER;
    }

    private static int high(Window norms, double clip) {
        return norms.countFrom(Thresholds.CLIP_FACTOR * clip);
    }

    private static boolean isHigh(double norm, double clip) {
        return norm >= Thresholds.CLIP_FACTOR * clip;
    }
}
