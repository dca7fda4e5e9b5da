package io.traindeck.cli.plain;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.Locale;
import java.util.Optional;

/** A run in plain lines: the lesson's line per epoch, and what else a person should know. */
public final class PlainText {
    /** Share of the newest step in the smoothed rate: about the last 50 steps count. */
    private static final double NEWEST_SHARE = 0.04;

    private int epochs;
    private int stepsPerEpoch;
    private int imagesPerEpoch;
    private double imagesPerS = Double.NaN;

    /** The text of a run whose start is among the events. */
    public PlainText() {}

    /** The text of a run that goes on, of which only the later events come. */
    public PlainText(int epochs, int stepsPerEpoch, int imagesPerEpoch) {
        this.epochs = epochs;
        this.stepsPerEpoch = stepsPerEpoch;
        this.imagesPerEpoch = imagesPerEpoch;
    }

    /** The line for an event, safe for a terminal; empty if the event needs none. */
    public Optional<String> line(TrainEvent any) {
        TrainEvent event = TrainEvent.own(any);
        String line = null;
        if (event instanceof TrainEvent.RunStarted started) {
            line = started(started);
        } else if (event instanceof TrainEvent.Epoch epoch) {
            line = epoch(epoch);
        } else if (event instanceof TrainEvent.RunResumed resumed) {
            line = "resumed after step " + resumed.fromStep() + ", in epoch " + resumed.epoch();
        } else if (event instanceof TrainEvent.Paused paused) {
            line = "paused after step " + paused.step();
        } else if (event instanceof TrainEvent.Unpaused unpaused) {
            line = "going on after step " + unpaused.step();
        } else if (event instanceof TrainEvent.Warning warning) {
            line = "warning: " + warning.message();
        } else if (event instanceof TrainEvent.RunEnded ended) {
            line = ended.reason() == EndReason.FAILED ? "failed: " + ended.message() : ended.message();
            line = line.isBlank() ? "ended: " + ended.reason().name().toLowerCase(Locale.ROOT) : line;
        }
        return Optional.ofNullable(line).map(Safe::forLine);
    }

    /** How far the epoch is; empty if the event does not tell. */
    Optional<String> progress(TrainEvent any) {
        TrainEvent event = TrainEvent.own(any);
        if (event instanceof TrainEvent.Step step) {
            imagesPerS = Double.isNaN(imagesPerS)
                    ? step.imagesPerS()
                    : imagesPerS + NEWEST_SHARE * (step.imagesPerS() - imagesPerS);
            return Optional.of(progress(step));
        } else if (event instanceof TrainEvent.Validating validating) {
            return Optional.of("epoch " + validating.epoch() + "/" + epochs + "  validating");
        }
        return Optional.empty();
    }

    private String started(TrainEvent.RunStarted started) {
        epochs = started.epochs();
        stepsPerEpoch = started.stepsPerEpoch();
        imagesPerEpoch = started.trainImages();
        return String.format(
                Locale.ROOT,
                "%s: %s on %s, %d training and %d validation images, %d epochs of %d steps, seed %d",
                started.run(),
                started.recipe(),
                started.data(),
                imagesPerEpoch,
                started.valImages(),
                epochs,
                stepsPerEpoch,
                started.seed());
    }

    /** The progress in at most 80 columns; the learning rate is left to the epoch's line. */
    private String progress(TrainEvent.Step step) {
        int inEpoch = step.step() - (step.epoch() - 1) * stepsPerEpoch;
        double imagesLeft = (double) imagesPerEpoch * ((long) epochs * stepsPerEpoch - step.step()) / stepsPerEpoch;
        return String.format(
                Locale.ROOT,
                "epoch %d/%d  step %d/%d  loss %.4f  grad_norm %.2f  %.0f images/s  ETA %s",
                step.epoch(),
                epochs,
                inEpoch,
                stepsPerEpoch,
                step.loss(),
                step.gradNorm(),
                imagesPerS,
                Numbers.span(imagesLeft / imagesPerS));
    }

    private String epoch(TrainEvent.Epoch epoch) {
        return String.format(
                Locale.ROOT,
                "epoch %2d/%d  train_loss %.4f  val_loss %.4f  train_acc %6s  val_acc %6s  lr %.2e"
                        + "  grad_norm %.2f (max %.2f)  %s%s",
                epoch.epoch(),
                epochs,
                epoch.trainLoss(),
                epoch.valLoss(),
                Numbers.exactPercent(epoch.trainAcc()),
                Numbers.exactPercent(epoch.valAcc()),
                epoch.lr(),
                epoch.gradNormMean(),
                epoch.gradNormMax(),
                Numbers.span(epoch.seconds()),
                epoch.best() ? "  best" : "");
    }
}
