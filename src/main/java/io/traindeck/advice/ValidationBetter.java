package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Epoch;
import java.util.List;
import java.util.Optional;

/** Training that is made so hard that validation is easy against it. */
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
    public boolean heeds(TrainEvent event) {
        return event instanceof Epoch;
    }

    @Override
    public Optional<String> problem(History history) {
        List<Epoch> epochs = history.lastEpochs(Thresholds.BETTER_EPOCHS);
        if (history.started() == null
                || epochs.isEmpty()
                || epochs.get(0).epoch()
                        <= Thresholds.START_SHARE * history.started().epochs()
                || !epochs.stream().allMatch(ValidationBetter::isBetter)) {
            return Optional.empty();
        }
        Epoch last = epochs.get(epochs.size() - 1);
        return Optional.of("val_acc has been at least " + (int) Math.round(100 * Thresholds.BETTER)
                + " points above train_acc for " + Thresholds.BETTER_EPOCHS + " epochs ("
                + Words.percent(last.valAcc()) + " against " + Words.percent(last.trainAcc())
                + "); dropout or augmentation is heavy: less --dropout, or --no-augment");
    }

    @Override
    public boolean isOver(History history) {
        return lead(history.lastEpoch()) < Thresholds.BETTER_OVER;
    }

    private static boolean isBetter(Epoch epoch) {
        return lead(epoch) >= Thresholds.BETTER && epoch.valLoss() < epoch.trainLoss();
    }

    private static double lead(Epoch epoch) {
        return epoch.valAcc() - epoch.trainAcc();
    }
}
