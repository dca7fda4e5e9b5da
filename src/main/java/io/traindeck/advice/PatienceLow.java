package io.traindeck.advice;

import io.traindeck.advice.History.News;
import io.traindeck.advice.Signals.Role;
import io.traindeck.event.Dial;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Trait;
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

                What to turn, at once with :set patience N (or traindeck send RUN set
                patience N), else when resuming: more patience where val_loss still falls,
                or where OneCycle has its peak ahead, since accuracy often rests there and
                rises when the rate comes down; 0 to train all epochs.

                To stop at once and keep the best weights: e on the dashboard, or traindeck
                send RUN stop. To be able to go on from here later: c, or traindeck send RUN
                checkpoint.
                """;
    }

    @Override
    public boolean heeds(News news) {
        return news.isRound();
    }

    @Override
    public Optional<String> problem(History history) {
        Round last = history.rounds().last();
        int patience = history.plan().patience();
        int bad = last.standing().bad();
        int left = patience - bad;
        int epochs = history.plan().epochs();
        if (patience < 1
                || bad < 1
                || left < 1
                || left > Math.max(1, patience / Thresholds.PATIENCE_PART)
                || epochs > 0 && epochs - last.epoch() < left
                || history.signals().goal() == null) {
            return Optional.empty();
        }
        String noun = history.rounds().noun();
        return Optional.of("no better " + Words.name(history.signals().goal().metric()) + " for "
                + Words.count(bad, noun)
                + best(history) + ": " + Words.count(left, "more " + noun) + " like that, and patience (" + patience
                + ") ends the run");
    }

    private static String best(History history) {
        Round best = history.rounds().best();
        Metric goal = history.signals().metric(Role.GOAL);
        if (best == null || goal == null) {
            return "";
        }
        double value = best.standing().goal();
        boolean share = goal.is(Trait.SHARE) && value <= 1;
        return " (best " + (share ? Words.percent(value) : Words.number(value)) + " at "
                + history.rounds().place(best) + ")";
    }

    @Override
    public String remedy(History history) {
        Metric loss = history.signals().metric(Role.VAL_LOSS);
        String where = "where " + (loss == null ? "the loss" : Words.name(loss.name())) + " still falls, ";
        return history.turns(Dial.PATIENCE)
                ? where + ":set patience " + 2L * history.plan().patience()
                : where + "give the next run more " + (history.isOurs() ? "--patience" : "patience");
    }

    @Override
    public boolean isOver(History history) {
        return history.rounds().last().standing().bad() == 0;
    }
}
