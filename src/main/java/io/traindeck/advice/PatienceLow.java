package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Epoch;
import java.util.Optional;

/** An early stop that is near. */
final class PatienceLow implements Rule {
    @Override
    public String code() {
        return "patience_low";
    }

    @Override
    public String title() {
        return "patience is about to run out";
    }

    @Override
    public String page() {
        return """
                Raised when a quarter of the patience is left, or one epoch of it: so many
                more epochs without a better validation accuracy, and the run stops early.
                Not raised before the last epoch of a run, which ends anyway.

                That is what patience is for, and the best weights are kept. But it is the
                last moment to look: the epoch table shows whether the accuracy is level
                (then let it stop), falls (overfitting: regularise more), or wavers while
                the loss still falls (then it was impatient).

                What to turn, in the next run, or before resuming this one: more --patience
                where val_loss still falls, or where OneCycle has its peak ahead, since
                accuracy often rests there and rises when the rate comes down; --patience 0
                to train all epochs.

                To stop at once and keep the best weights: e on the dashboard, or traindeck
                send RUN stop. To be able to go on from here later: c, or traindeck send RUN
                checkpoint.
                """;
    }

    @Override
    public boolean heeds(TrainEvent event) {
        return event instanceof Epoch;
    }

    @Override
    public Optional<String> problem(History history) {
        Epoch last = history.lastEpoch();
        if (history.started() == null || last == null || last.badEpochs() < 1) {
            return Optional.empty();
        }
        int patience = history.started().patience();
        int left = patience - last.badEpochs();
        int epochs = history.started().epochs();
        if (patience < 1
                || left < 1
                || left > Math.max(1, patience / Thresholds.PATIENCE_PART)
                || epochs - last.epoch() < left) {
            return Optional.empty();
        }
        Epoch best = history.bestEpoch();
        return Optional.of("no better val_acc for " + Words.count(last.badEpochs(), "epoch")
                + (best == null ? "" : " (best " + Words.percent(best.valAcc()) + " at epoch " + best.epoch() + ")")
                + ": " + Words.count(left, "more epoch") + " like that, and patience (" + patience
                + ") ends the run; where val_loss still falls, give the next run more --patience");
    }

    @Override
    public boolean isOver(History history) {
        return history.lastEpoch() != null && history.lastEpoch().badEpochs() == 0;
    }
}
