package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.event.TrainEvent.Step;
import java.util.Iterator;
import java.util.Optional;

/** A loss or gradient that is no number. */
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
                --recipe with batch normalisation (upgraded, baseline). Then start anew, or
                resume from a checkpoint well before the climb: traindeck resume RUN --from
                FILE.
                """;
    }

    @Override
    public boolean heeds(TrainEvent event) {
        return event instanceof Step || event instanceof Epoch;
    }

    @Override
    public Optional<String> problem(History history) {
        Iterator<Step> backwards = history.steps().descendingIterator();
        Step newest = backwards.hasNext() ? backwards.next() : null;
        Step before = backwards.hasNext() ? backwards.next() : null;
        Epoch epoch = history.lastEpoch();
        String what = null;
        if (newest != null && !Double.isFinite(newest.loss())) {
            what = "the loss became " + newest.loss() + at(newest, before);
        } else if (newest != null && normFailed(newest, before)) {
            what = "the gradient norm became " + newest.gradNorm() + at(newest, before);
        } else if (epoch != null && !Double.isFinite(epoch.trainLoss())) {
            what = "the training loss of epoch " + epoch.epoch() + " is " + epoch.trainLoss();
        } else if (epoch != null && !Double.isFinite(epoch.valLoss())) {
            what = "the validation loss of epoch " + epoch.epoch() + " is " + epoch.valLoss();
        }
        return Optional.ofNullable(what)
                .map(text -> text + "; lower --max-lr to a third, clip with --clip 1, and start from a checkpoint"
                        + " before it");
    }

    /** A trainer that does not measure the norm may well log NaN from the first step on. */
    private static boolean normFailed(Step newest, Step before) {
        return Double.isInfinite(newest.gradNorm())
                || Double.isNaN(newest.gradNorm()) && before != null && Double.isFinite(before.gradNorm());
    }

    private static String at(Step newest, Step before) {
        String where = " at step " + newest.step() + " (rate " + Words.rate(newest.lr());
        return before == null
                ? where + ")"
                : where + "; the step before: loss " + Words.number(before.loss()) + ", gradient norm "
                        + Words.number(before.gradNorm()) + ")";
    }

    @Override
    public boolean isOver(History history) {
        Epoch epoch = history.lastEpoch();
        boolean epochWell = epoch == null || Double.isFinite(epoch.trainLoss()) && Double.isFinite(epoch.valLoss());
        return epochWell
                && (history.steps().isEmpty()
                        || Double.isFinite(history.steps().getLast().loss())
                                && Double.isFinite(history.steps().getLast().gradNorm()));
    }
}
