package io.traindeck.advice;

import io.traindeck.advice.History.News;
import io.traindeck.advice.Signals.Role;
import io.traindeck.event.Dial;
import java.util.List;
import java.util.Optional;

/** A training that is made so hard that validation looks easy. */
final class ValidationBetter implements Rule {
    @Override
    public String code() {
        return "validation_better";
    }

    @Override
    public String title() {
        return "validation is much better than training";
    }

    @Override
    public String page() {
        return """
                Raised in the second half of a run, when in three epochs in a row the
                validation accuracy was 10 points or more above the training accuracy, and
                its loss lower.

                Training accuracy is measured as the network trains: with dropout, on
                augmented images, and over an epoch in which it got better all the time.
                Validation has none of that. So it is normal that validation is better, and
                by much at the start. When that lasts, the network spends its time on images
                that dropout and augmentation have made too hard, and could fit more than it
                may.

                What to turn: less --dropout (half of it); --no-augment to see what
                augmentation costs; less --weight-decay; or simply more --epochs, since such
                a network is not done.

                Let it be if accuracy still rises quickly. If nothing of this explains it,
                look at the data: validation images that are also training images, or are
                easier ones.
                """;
    }

    @Override
    public boolean heeds(News news) {
        return news.isRound();
    }

    @Override
    public Optional<String> problem(History history) {
        List<Round> rounds = history.rounds().newest(Thresholds.BETTER_ROUNDS);
        if (rounds.isEmpty()
                || !isLate(history, rounds.get(0))
                || !rounds.stream().allMatch(ValidationBetter::isBetter)) {
            return Optional.empty();
        }
        Round.Pair last = history.rounds().last().score().asShares();
        return Optional.of(name(history, Role.VAL_SCORE) + " has been at least "
                + (int) Math.round(100 * Thresholds.BETTER) + " points above " + name(history, Role.TRAIN_SCORE)
                + " for "
                + Words.count(Thresholds.BETTER_ROUNDS, history.rounds().noun()) + " ("
                + Words.percent(last.val()) + " against "
                + Words.percent(last.train()) + ")");
    }

    @Override
    public String remedy(History history) {
        if (!history.isOurs()) {
            return "dropout or augmentation is heavy: less of one, or more training";
        }
        boolean drops = !history.isOff(Dial.DROPOUT);
        boolean augments = !history.isOff(Dial.AUGMENT);
        if (drops && augments) {
            return "dropout or augmentation is heavy: less --dropout, or --no-augment";
        }
        return drops
                ? "dropout is heavy: less --dropout"
                : augments
                        ? "augmentation is heavy: try --no-augment"
                        : "see whether the validation images are easier, or training images too";
    }

    @Override
    public boolean isOver(History history) {
        return lead(history.rounds().last()) < Thresholds.BETTER_OVER;
    }

    private static boolean isLate(History history, Round round) {
        double share = history.plan().epochs() > 0
                ? round.epoch() / history.plan().epochs()
                : (double) round.step() / history.plan().steps();
        return share > Thresholds.START_SHARE && Double.isFinite(share);
    }

    private static boolean isBetter(Round round) {
        return lead(round) >= Thresholds.BETTER && round.loss().gap() < 0;
    }

    private static double lead(Round round) {
        return round.score().asShares().gap();
    }

    private static String name(History history, Role role) {
        return Words.name(history.signals().metric(role).name());
    }
}
