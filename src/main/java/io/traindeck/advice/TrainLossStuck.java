package io.traindeck.advice;

import io.traindeck.advice.History.News;
import io.traindeck.advice.Signals.Role;
import io.traindeck.event.Dial;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A training loss that does not fall although it could fall far. */
final class TrainLossStuck implements Rule {
    @Override
    public String code() {
        return "train_loss_stuck";
    }

    @Override
    public String title() {
        return "the training loss does not fall";
    }

    @Override
    public String page() {
        return """
                Raised when the training loss has fallen by less than 1 % in three epochs
                (or validations) while it is still above a quarter of what guessing gives,
                ln(classes), and the rate is above a tenth of its largest; or when after 200
                steps it still is what guessing gives. Where the log does not tell how many
                classes there are: when it has not fallen at all in three, and is within 5 %
                of the loss of the first 50 steps.

                The network does not learn what is in the training images. Either it cannot
                (too small, or held back by too much regularisation), or it does not move
                (rate too low), or it moves too wildly (rate too high: the loss then jumps
                about rather than rests).

                What to turn, one at a time: less --dropout, --no-augment, less
                --weight-decay; a higher --max-lr where the loss creeps evenly, a lower one
                where it jumps; more capacity by --widths and --hidden. A loss that has
                stayed at ln(classes) from the start means a rate that is far off, or images
                and labels that do not belong together.

                Let it be late in a schedule: when the rate has run out, the loss stands
                still as it should, and nothing is raised.
                """;
    }

    @Override
    public boolean heeds(News news) {
        return news.isRound();
    }

    @Override
    public Optional<String> problem(History history) {
        Round last = history.rounds().last();
        double loss = last.loss().train();
        double guessing = history.lossOfGuessing();
        if (last.step() >= Thresholds.GUESSING_STEPS && loss >= Thresholds.GUESSING * guessing) {
            return Optional.of("the training loss is " + Words.number(loss) + " after " + last.step()
                    + " steps, no better than guessing (" + Words.number(guessing) + ")");
        }
        int rounds = history.roundsOfATrend(Thresholds.STUCK_ROUNDS);
        if (!history.signals().lossFalls()
                || hasLearned(history)
                || !rateIsLively(history)
                || !(fall(history, rounds) < leastFall(history))) {
            return Optional.empty();
        }
        double score = last.score().asShares().train();
        return Optional.of("the training loss has not fallen in "
                + Words.count(rounds, history.rounds().noun())
                + " (" + Words.number(loss)
                + (Double.isNaN(score)
                        ? ""
                        : ", "
                                + Words.name(history.signals()
                                        .metric(Role.TRAIN_SCORE)
                                        .name()) + " " + Words.percent(score))
                + ")");
    }

    @Override
    public String remedy(History history) {
        Round last = history.rounds().last();
        if (last.loss().train() >= Thresholds.GUESSING * history.lossOfGuessing()) {
            return history.isOurs()
                    ? "try another --max-lr" + (history.isOff(Dial.DROPOUT) ? "" : ", less --dropout,")
                            + " and check that labels fit their images"
                    : "try another learning rate, and check that labels fit their data";
        }
        String less = Stream.of(Dial.DROPOUT, Dial.AUGMENT)
                .filter(dial -> !history.isOff(dial))
                .map(dial -> dial == Dial.AUGMENT ? "--no-augment" : "less --dropout")
                .collect(Collectors.joining(" or "));
        return history.isOurs()
                ? less + (less.isEmpty() ? "" : ", ") + "a higher --max-lr, or more capacity by --widths"
                : "try another learning rate, less regularisation, or a larger network";
    }

    @Override
    public boolean isOver(History history) {
        double loss = history.rounds().last().loss().train();
        return hasLearned(history)
                || loss < Thresholds.GUESSING_OVER * history.lossAtFirst()
                        && fall(history, history.roundsOfATrend(Thresholds.STUCK_ROUNDS)) > Thresholds.STUCK_FALL_OVER;
    }

    /**
     * Returns the share by which the lowest loss of the last rounds is below the lowest before them; NaN if that is not
     * known.
     */
    private static double fall(History history, int rounds) {
        ToDoubleFunction<Round> loss = round -> round.loss().train();
        return 1
                - history.rounds().lowestOfNewest(rounds, loss)
                        / history.rounds().lowestBefore(rounds, loss);
    }

    /**
     * Returns the least fall that counts. Without the loss of guessing any fall will do: a large network's loss may
     * fall by less for long, and all is well.
     */
    private static double leastFall(History history) {
        return Double.isNaN(history.lossOfGuessing()) ? 0 : Thresholds.STUCK_FALL;
    }

    private static boolean hasLearned(History history) {
        double guessing = history.lossOfGuessing();
        double learned = Double.isNaN(guessing)
                ? Thresholds.MOVED_LOSS * history.lossAtFirst()
                : Thresholds.LEARNED_LOSS * guessing;
        return !(history.rounds().last().loss().train() > learned);
    }

    private static boolean rateIsLively(History history) {
        double highest = history.highestRate();
        return highest == 0 || history.rounds().last().rate() >= Thresholds.LIVELY_RATE * highest;
    }
}
