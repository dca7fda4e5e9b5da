package io.traindeck.advice;

import io.traindeck.advice.History.News;
import io.traindeck.advice.Signals.Role;
import io.traindeck.event.Dial;
import java.util.List;
import java.util.Optional;

/** Overfitting: the network learns the training images by heart. */
final class GapGrows implements Rule {
    @Override
    public String code() {
        return "gap_grows";
    }

    @Override
    public String title() {
        return "the gap between training and validation loss keeps growing";
    }

    @Override
    public String page() {
        return """
                Raised when the validation loss falls no more and is above the training loss
                by 30 % of its lowest value or more, and that gap has grown by 10 % of it or
                more over the last four epochs (or validations), in nearly each of them.

                The network gets better at the training images and no better, or worse, at
                others: it learns them by heart. The best weights are kept whatever follows,
                so nothing is lost but time.

                What to turn, in this order: --augment (each epoch sees other crops and
                flips); --dropout 0.15, then up to 0.3; --weight-decay 0.05 with --optimizer
                adamw; fewer channels by --widths; more training images (no --limit). If the
                validation accuracy peaked early, fewer --epochs with a schedule that ends
                then.

                Let it be if the validation accuracy still rises: the loss may grow from a
                few images that are wrong with great confidence while more and more are
                right.
                """;
    }

    @Override
    public boolean heeds(News news) {
        return news.isRound();
    }

    @Override
    public Optional<String> problem(History history) {
        int grown = history.roundsOfATrend(Thresholds.GAP_ROUNDS);
        List<Round> rounds = history.rounds().newest(grown + 1);
        if (rounds.isEmpty() || !history.signals().lossFalls()) {
            return Optional.empty();
        }
        Round first = rounds.get(0);
        Round last = rounds.get(grown);
        int rising = 0;
        for (int i = 1; i <= grown; i++) {
            rising += gap(rounds.get(i)) > gap(rounds.get(i - 1)) ? 1 : 0;
        }
        if (rising < Thresholds.GAP_RISING_SHARE * grown || !(gap(last) > gap(first))) {
            return Optional.empty(); // nearly always
        }
        double lowest = history.rounds().lowestBefore(1, round -> round.loss().val());
        double unit = Math.min(lowest, last.loss().val());
        boolean grows = unit > 0
                && gap(last) - gap(first) >= Thresholds.GAP_GROWTH * unit
                && gap(last) >= Thresholds.GAP * unit
                && last.loss().val() >= Thresholds.GAP_STALE * lowest;
        if (!grows) {
            return Optional.empty();
        }
        return Optional.of("the train/validation gap has grown from " + Words.number(gap(first)) + " to "
                + Words.number(gap(last)) + " in "
                + Words.count(grown, history.rounds().noun()) + " ("
                + Words.name(history.signals().metric(Role.VAL_LOSS).name()) + " "
                + Words.number(first.loss().val()) + " to "
                + Words.number(last.loss().val()) + ")");
    }

    @Override
    public String remedy(History history) {
        return history.isOurs()
                ? "regularise more: " + (history.isOn(Dial.AUGMENT) ? "" : "--augment, ")
                        + "more --dropout or --weight-decay"
                : "regularise more (augmentation, dropout, weight decay), take more data, or stop here";
    }

    @Override
    public boolean isOver(History history) {
        int grown = history.roundsOfATrend(Thresholds.GAP_ROUNDS);
        List<Round> rounds = history.rounds().newest(grown + 1);
        return !rounds.isEmpty() && gap(rounds.get(grown)) <= gap(rounds.get(0));
    }

    private static double gap(Round round) {
        return round.loss().gap();
    }
}
