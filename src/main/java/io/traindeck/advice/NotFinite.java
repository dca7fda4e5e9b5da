package io.traindeck.advice;

import io.traindeck.advice.History.News;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A loss or gradient norm that is not finite. */
final class NotFinite implements Rule {
    @Override
    public String code() {
        return "loss_not_finite";
    }

    @Override
    public String title() {
        return "a loss or the gradient norm is NaN or infinite";
    }

    @Override
    public String page() {
        return """
                Raised by the first step or epoch whose loss or gradient norm is NaN or
                infinite, together with the last values before it.

                An update with such a gradient makes every weight NaN, and no later step can
                repair that. A traindeck trainer therefore leaves the update out, ends the
                run as failed and keeps the last checkpoint.

                Look at the steps before it in the curves. Did loss and gradient norm climb,
                then the rate was too high: the run diverged. Did they not, then one batch
                was bad: a broken image, a division by zero, a logarithm of zero.

                What to turn: --max-lr down to a third; --clip 1 where clipping is off;
                --recipe with batch normalisation (upgraded, baseline) in a new run. Branch
                from a checkpoint well before the climb: traindeck branch RUN --at-step N
                --max-lr X. Or go on from one in the same run: traindeck resume RUN --from
                FILE --max-lr X.
                """;
    }

    @Override
    public boolean heeds(News news) {
        return news.isStep() || news.isRound();
    }

    @Override
    public Optional<String> problem(History history) {
        Window losses = history.losses().window();
        if (!isWell(losses)) {
            return Optional.of("the loss became " + losses.last() + at(history, losses.lastStep()));
        } else if (normFailed(history)) {
            Window norms = history.norms();
            return Optional.of("the gradient norm became " + norms.last() + at(history, norms.lastStep()));
        }
        Round round = history.rounds().last();
        return Optional.ofNullable(round == null ? null : round.fault());
    }

    @Override
    public String remedy(History history) {
        if (history.isOurs()) {
            return "branch from before it with a third of --max-lr" + (history.clips() ? "" : " and --clip 1");
        }
        return "start from a checkpoint before it, with a third of the learning rate"
                + (history.clips() ? "" : ", or with the gradient clipped");
    }

    /**
     * Returns whether the gradient norm has become infinite or NaN. A trainer that does not measure the norm may log
     * NaN from the first step on.
     */
    private static boolean normFailed(History history) {
        Window norms = history.norms();
        if (isWell(norms)) {
            return false; // nearly always
        }
        List<Point> newest = norms.newest(history.isOurs() ? 1 : Thresholds.OVERFLOWS);
        if (newest.isEmpty() || newest.stream().anyMatch(norm -> Double.isFinite(norm.value()))) {
            return false;
        }
        Point before = norms.before(newest.get(newest.size() - 1).step());
        return Double.isInfinite(norms.last()) || before != null && Double.isFinite(before.value());
    }

    /** Returns the place of the fault, and the last values before it. */
    private static String at(History history, long step) {
        List<String> parts = new ArrayList<>();
        Point rate = history.rates().before(step + 1);
        if (rate != null) {
            parts.add("rate " + Words.rate(rate.value()));
        }
        Point loss = history.losses().window().before(step);
        if (loss != null) {
            Point norm = history.norms().before(step);
            parts.add((loss.step() == step - 1 ? "the step before" : "at step " + loss.step()) + ": loss "
                    + Words.number(loss.value())
                    + (norm == null ? "" : ", gradient norm " + Words.number(norm.value())));
        }
        return " at step " + step + (parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")");
    }

    @Override
    public boolean isOver(History history) {
        Round round = history.rounds().last();
        return (round == null || round.fault() == null)
                && isWell(history.losses().window())
                && isWell(history.norms());
    }

    private static boolean isWell(Window window) {
        return window.isEmpty() || Double.isFinite(window.last());
    }
}
