package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Epoch;
import java.util.List;
import java.util.Optional;

/** Overfitting: the training images are learned by heart. */
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
                Raised when the validation loss is above the training loss by 0.2 or more
                and that gap has grown by 0.15 or more over the last four epochs, in nearly
                each of them.

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
    public boolean heeds(TrainEvent event) {
        return event instanceof Epoch;
    }

    @Override
    public Optional<String> problem(History history) {
        int grown = history.epochsOfATrend(Thresholds.GAP_EPOCHS);
        List<Epoch> epochs = history.lastEpochs(grown + 1);
        if (epochs.isEmpty()) {
            return Optional.empty();
        }
        Epoch first = epochs.get(0);
        Epoch last = epochs.get(grown);
        int rising = 0;
        for (int i = 1; i <= grown; i++) {
            rising += gap(epochs.get(i)) > gap(epochs.get(i - 1)) ? 1 : 0;
        }
        boolean grows = rising >= Thresholds.GAP_RISING_SHARE * grown
                && gap(last) - gap(first) >= Thresholds.GAP_GROWTH
                && gap(last) >= Thresholds.GAP;
        if (!grows) {
            return Optional.empty();
        }
        return Optional.of("the train/validation gap has grown from " + Words.number(gap(first)) + " to "
                + Words.number(gap(last)) + " in " + grown + " epochs (val_loss " + Words.number(first.valLoss())
                + " to "
                + Words.number(last.valLoss()) + "); regularise more: --augment, more --dropout or --weight-decay");
    }

    @Override
    public boolean isOver(History history) {
        int grown = history.epochsOfATrend(Thresholds.GAP_EPOCHS);
        List<Epoch> epochs = history.lastEpochs(grown + 1);
        return !epochs.isEmpty() && gap(epochs.get(grown)) <= gap(epochs.get(0));
    }

    private static double gap(Epoch epoch) {
        return epoch.valLoss() - epoch.trainLoss();
    }
}
