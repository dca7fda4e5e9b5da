package io.traindeck.advice;

import io.traindeck.advice.History.News;
import java.util.Optional;

/** A training loss that climbs far above its lowest value. */
final class Diverges implements Rule {
    @Override
    public String code() {
        return "loss_diverges";
    }

    @Override
    public String title() {
        return "the loss has climbed to twice its lowest";
    }

    @Override
    public String page() {
        return """
                Raised when the mean loss of the last 50 steps is twice the lowest such mean
                of the run, and above it by at least a fifth of what guessing gives,
                ln(classes), or of what the first 50 steps gave. Single bad batches do not
                do that. Where each tenth step is logged, it takes 50 of those. Not raised
                where a loss need not fall: of networks that train against each other, and
                in reinforcement learning.

                The updates are larger than the ground that the gradient describes: each
                overshoots, the next gradient is steeper, and so on. It comes from a rate
                that is too high for this network and batch size, mostly near the top of a
                schedule, and sometimes from labels or images that change in the middle of
                the data.

                What to turn: --max-lr down to a third; --clip 1 where clipping is off, so
                that one steep batch cannot throw the weights far. While the loss has only
                begun to climb, :set max_lr X may be enough; after that, branch from a
                checkpoint before it: b on the dashboard, or traindeck branch RUN --at-step
                N --max-lr X. In a new run also: a schedule that warms up (--schedule
                onecycle); a larger --batch-size for calmer gradients. Batch normalisation
                (recipes upgraded and baseline) lets a network stand a higher rate.

                Let it be if the loss comes down again by itself within an epoch: OneCycle's
                peak may shake a network and still end well.
                """;
    }

    @Override
    public boolean heeds(News news) {
        return news.isStep();
    }

    @Override
    public Optional<String> problem(History history) {
        Losses losses = history.losses();
        double lowest = losses.lowest().value();
        // The newest loss alone is nearly always below the limit, and comparing it needs no sum.
        if (losses.window().last() < Thresholds.DIVERGED_FACTOR * lowest
                || !losses.window().isFull()) {
            return Optional.empty();
        }
        double limit = lowest + rise(history);
        double mean = mean(history);
        if (!(history.signals().lossFalls() && mean > limit)) {
            return Optional.empty();
        }
        return Optional.of("the loss of the last " + losses.window().words(Thresholds.WINDOW) + " is "
                + Words.number(mean) + ", up from "
                + Words.number(lowest) + " at step "
                + losses.lowest().step() + ": it diverges");
    }

    @Override
    public String remedy(History history) {
        if (history.isOurs()) {
            return "branch from before it with a third of --max-lr" + (history.clips() ? "" : ", or with --clip 1");
        }
        return "lower the learning rate to a third, or "
                + (history.clips() ? "take larger batches" : "clip the gradient norm");
    }

    @Override
    public boolean isOver(History history) {
        double limit = history.losses().lowest().value() + Thresholds.DIVERGED_OVER * rise(history);
        Window window = history.losses().window();
        return window.isFull() && window.last() < limit && mean(history) < limit;
    }

    /** Returns the rise above the lowest loss that is a divergence; NaN as long as the first loss is not known. */
    private static double rise(History history) {
        double least = Thresholds.DIVERGED_RISE * history.lossAtFirst();
        double lowest = history.losses().lowest().value();
        return least > 0 ? Math.max((Thresholds.DIVERGED_FACTOR - 1) * lowest, least) : Double.NaN;
    }

    private static double mean(History history) {
        return history.losses().window().mean();
    }
}
