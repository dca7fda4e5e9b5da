package io.traindeck.cli.plain;

import io.traindeck.event.Description;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.Locale;
import java.util.Optional;

/** A run in plain lines: the lesson's line per epoch, and what else a person should know. */
public final class PlainText {
    /** Share of the newest step in the smoothed rate: about the last 50 steps count. */
    private static final double NEWEST_SHARE = 0.04;

    private int epochs;
    private long stepsPerEpoch;
    private long imagesPerEpoch;
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
    public Optional<String> line(TrainEvent event) {
        String line = null;
        if (event instanceof TrainEvent.RunStarted started) {
            line = started(started);
        } else if (event instanceof Measured measured && measured.kind() != Measured.Kind.STEP) {
            line = row(measured);
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
    Optional<String> progress(TrainEvent event) {
        if (event instanceof Measured step && step.kind() == Measured.Kind.STEP) {
            double now = step.values().get(OwnMetrics.IMAGES_PER_S);
            imagesPerS = Double.isNaN(imagesPerS) ? now : imagesPerS + NEWEST_SHARE * (now - imagesPerS);
            return Optional.of(progress(step));
        } else if (event instanceof TrainEvent.Validating validating) {
            return Optional.of("epoch " + validating.epoch() + "/" + epochs + "  validating");
        }
        return Optional.empty();
    }

    private String started(TrainEvent.RunStarted started) {
        Description about = started.about();
        epochs = about.plan().epochs();
        stepsPerEpoch = about.plan().stepsPerEpoch();
        imagesPerEpoch = about.count("train_images");
        return String.format(
                Locale.ROOT,
                "%s: %s on %s, %d training and %d validation images, %d epochs of %d steps, seed %s",
                started.run(),
                about.fact("recipe"),
                about.fact("data"),
                imagesPerEpoch,
                about.count("val_images"),
                epochs,
                stepsPerEpoch,
                about.fact("seed"));
    }

    /** The progress in at most 80 columns; the learning rate is left to the epoch's line. */
    private String progress(Measured step) {
        Values values = step.values();
        long epoch = (long) step.epoch();
        long inEpoch = step.step() - (epoch - 1) * stepsPerEpoch;
        double imagesLeft = (double) imagesPerEpoch * (epochs * stepsPerEpoch - step.step()) / stepsPerEpoch;
        return String.format(
                Locale.ROOT,
                "epoch %d/%d  step %d/%d  loss %.4f  grad_norm %.2f  %.0f images/s  ETA %s",
                epoch,
                epochs,
                inEpoch,
                stepsPerEpoch,
                values.get(OwnMetrics.LOSS),
                values.get(OwnMetrics.GRAD_NORM),
                imagesPerS,
                Numbers.span(imagesLeft / imagesPerS));
    }

    private String row(Measured row) {
        Values values = row.values();
        return String.format(
                Locale.ROOT,
                "epoch %2d/%d  train_loss %.4f  val_loss %.4f  train_acc %6s  val_acc %6s  lr %.2e"
                        + "  grad_norm %.2f (max %.2f)  %s%s",
                (long) row.epoch(),
                epochs,
                values.get(OwnMetrics.TRAIN_LOSS),
                values.get(OwnMetrics.VAL_LOSS),
                Numbers.exactPercent(values.get(OwnMetrics.TRAIN_ACC)),
                Numbers.exactPercent(values.get(OwnMetrics.VAL_ACC)),
                values.get(OwnMetrics.LR),
                values.get(OwnMetrics.GRAD_NORM_MEAN),
                values.get(OwnMetrics.GRAD_NORM_MAX),
                Numbers.span(values.get(OwnMetrics.SECONDS)),
                Boolean.TRUE.equals(row.best()) ? "  best" : "");
    }
}
