package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Epoch;
import java.util.List;
import java.util.Optional;

/** A training loss that does not fall although there is far to fall. */
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
                while it is still above a quarter of what guessing gives, ln(classes), and
                the rate is above a tenth of its largest; or when after 200 steps it still
                is what guessing gives.

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
    public boolean heeds(TrainEvent event) {
        return event instanceof Epoch;
    }

    @Override
    public Optional<String> problem(History history) {
        Epoch last = history.lastEpoch();
        double guessing = history.lossOfGuessing();
        if (last == null || Double.isNaN(guessing)) {
            return Optional.empty();
        }
        if (last.step() >= Thresholds.GUESSING_STEPS && last.trainLoss() >= Thresholds.GUESSING * guessing) {
            return Optional.of("the training loss is " + Words.number(last.trainLoss()) + " after " + last.step()
                    + " steps, no better than guessing (" + Words.number(guessing)
                    + "); try another --max-lr, less --dropout, and check that labels fit their images");
        }
        int epochs = history.epochsOfATrend(Thresholds.STUCK_EPOCHS);
        if (!hasLearned(history) && rateIsLively(history) && fall(history, epochs) < Thresholds.STUCK_FALL) {
            return Optional.of("the training loss has not fallen in " + epochs + " epochs ("
                    + Words.number(last.trainLoss()) + ", train_acc " + Words.percent(last.trainAcc())
                    + "); less --dropout or --no-augment, a higher --max-lr, or more capacity by --widths");
        }
        return Optional.empty();
    }

    @Override
    public boolean isOver(History history) {
        Epoch last = history.lastEpoch();
        return last != null
                && (hasLearned(history)
                        || last.trainLoss() < Thresholds.GUESSING_OVER * history.lossOfGuessing()
                                && fall(history, history.epochsOfATrend(Thresholds.STUCK_EPOCHS))
                                        > Thresholds.STUCK_FALL_OVER);
    }

    /** By what share the lowest loss of the last epochs is below the lowest before; NaN where it cannot be said. */
    private static double fall(History history, int epochs) {
        List<Epoch> last = history.lastEpochs(epochs);
        if (last.isEmpty()) {
            return Double.NaN;
        }
        double before = history.lowestTrainLossBefore(last.get(0).epoch());
        double lowest = last.stream().mapToDouble(Epoch::trainLoss).min().orElse(Double.NaN);
        return 1 - lowest / before;
    }

    private static boolean hasLearned(History history) {
        return history.lastEpoch().trainLoss() <= Thresholds.LEARNED_LOSS * history.lossOfGuessing();
    }

    private static boolean rateIsLively(History history) {
        return history.lastEpoch().lr()
                >= Thresholds.LIVELY_RATE * history.started().maxLr();
    }
}
