package io.traindeck.event;

import io.traindeck.event.TrainEvent.Measured;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The metrics that traindeck's own trainer logs. Losses are means over images, accuracies are in [0, 1], gradient norms
 * are global L2 norms before clipping.
 */
public final class OwnMetrics {
    public static final String LOSS = "loss";
    public static final String LR = "lr";
    public static final String GRAD_NORM = "grad_norm";
    public static final String IMAGES_PER_S = "images_per_s";
    public static final String TRAIN_LOSS = "train_loss";
    public static final String TRAIN_ACC = "train_acc";
    public static final String VAL_LOSS = "val_loss";
    public static final String VAL_ACC = "val_acc";
    public static final String GRAD_NORM_MEAN = "grad_norm_mean";
    public static final String GRAD_NORM_MAX = "grad_norm_max";
    public static final String SECONDS = "seconds";
    public static final String BAD_EPOCHS = "bad_epochs";

    /** A metric that is logged only if {@code --eval-flip} asks for it. */
    public static final String VAL_ACC_FLIP = "val_acc_flip";

    private static final Names STEP = Names.of(LOSS, LR, GRAD_NORM, IMAGES_PER_S);
    private static final Names EPOCH =
            Names.of(TRAIN_LOSS, TRAIN_ACC, VAL_LOSS, VAL_ACC, LR, GRAD_NORM_MEAN, GRAD_NORM_MAX, SECONDS, BAD_EPOCHS);

    private static final Names EPOCH_WITH_FLIP = Names.of(
            Stream.concat(EPOCH.list().stream(), Stream.of(VAL_ACC_FLIP)).toList());

    private OwnMetrics() {}

    /** The names of the metrics of each step, in the order of the log. */
    public static List<String> ofSteps() {
        return STEP.list();
    }

    /** The names of the metrics of each epoch, in the order of the log. */
    public static List<String> ofEpochs() {
        return EPOCH.list();
    }

    /**
     * Returns the numbers of one optimizer update.
     *
     * @param step the number of the update, from 1, over the whole run
     * @param epoch the number of the epoch, from 1
     * @param loss the cross-entropy, mean over the batch, before the update; without label smoothing
     * @param lr the learning rate that this update used
     */
    public static Measured step(
            long timeMs, long step, int epoch, double loss, double lr, double gradNorm, double imagesPerS) {
        return new Measured(timeMs, Measured.Kind.STEP, step, epoch, null, STEP.with(loss, lr, gradNorm, imagesPerS));
    }

    /**
     * Returns the numbers of an epoch, trained and validated.
     *
     * @param step the last step of the epoch
     * @param lr the learning rate after the epoch's last schedule step, which the next step would use
     * @param seconds the time of training and validation, without the time spent paused
     * @param badEpochs the number of epochs in a row, this one included, that were not the best; 0 if this epoch has
     *     the best {@code val_acc} so far
     */
    public static Measured epoch(
            long timeMs, int epoch, long step, Scores scores, double lr, Norms norms, double seconds, int badEpochs) {
        Values values = EPOCH.with(
                scores.trainLoss(),
                scores.trainAcc(),
                scores.valLoss(),
                scores.valAcc(),
                lr,
                norms.mean(),
                norms.max(),
                seconds,
                badEpochs);
        return new Measured(timeMs, Measured.Kind.EPOCH, step, epoch, badEpochs == 0, values);
    }

    /**
     * The scores of the network in an epoch.
     *
     * @param trainLoss the mean over the epoch's images, each as its batch saw it, with dropout and augmentation on;
     *     without label smoothing
     * @param trainAcc the accuracy on the same images, in [0, 1]
     * @param valLoss the mean over the validation images, without label smoothing
     * @param valAcc the accuracy on the same images, in [0, 1]
     */
    public record Scores(double trainLoss, double trainAcc, double valLoss, double valAcc) {}

    /** The gradient norms of an epoch's steps: their mean, and the largest. */
    public record Norms(double mean, double max) {}

    /**
     * Returns the numbers of an epoch whose validation also looked at the mirror images.
     *
     * @param epoch the numbers that {@link #epoch} makes
     * @param valAccFlip the accuracy of scores that are averaged over each image and its mirror image
     */
    public static Measured withFlip(Measured epoch, double valAccFlip) {
        double[] numbers = DoubleStream.concat(
                        IntStream.range(0, EPOCH.size()).mapToDouble(epoch.values()::at), DoubleStream.of(valAccFlip))
                .toArray();
        return new Measured(
                epoch.timeMs(), epoch.kind(), epoch.step(), epoch.epoch(), epoch.best(), EPOCH_WITH_FLIP.with(numbers));
    }
}
