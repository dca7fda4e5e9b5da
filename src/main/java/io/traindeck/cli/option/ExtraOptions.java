package io.traindeck.cli.option;

import io.traindeck.data.ImageChanges;
import io.traindeck.data.ImageChanges.Flip;
import io.traindeck.model.Precision;
import io.traindeck.train.Dials.ScheduleKind;
import io.traindeck.train.Extras;
import picocli.CommandLine.Option;

/** The dials of {@link Extras} on the command line. */
public final class ExtraOptions {
    @Option(
            names = "--label-smoothing",
            paramLabel = "X",
            description = "Share of the target that all classes have alike; 0: off.")
    private Double labelSmoothing;

    @Option(
            names = "--warmup",
            paramLabel = "X",
            description = "Share of the steps in which --schedule linear rises; 0: off.")
    private Double warmup;

    @Option(
            names = "--hidden-lr",
            paramLabel = "X",
            description = "Share of the learning rate with which the hidden linear layer learns; usually 1.")
    private Double hiddenLr;

    @Option(
            names = "--ema",
            paramLabel = "X",
            description = "Validate and keep an average of the weights with this decay, such as 0.999; 0: off.")
    private Double ema;

    @Option(
            names = "--crop-padding",
            paramLabel = "N",
            description = "Black pixels on each side before an image is cropped at random, with --augment; usually 4.")
    private Integer cropPadding;

    @Option(
            names = "--flip",
            paramLabel = "NAME",
            description = "Which images are mirrored, with --augment: ${COMPLETION-CANDIDATES}; usually random.")
    private Flip flip;

    @Option(
            names = "--cutout",
            paramLabel = "N",
            description = "Side of a square that is blotted out of each image, in pixels, with --augment; 0: off.")
    private Integer cutout;

    @Option(
            names = "--eval-flip",
            negatable = true,
            description = "Also log val_acc_flip: scores averaged over each image and its mirror image.")
    private Boolean evalFlip;

    @Option(names = "--dirac-init", negatable = true, description = "Convolutions begin by handing on what they get.")
    private Boolean diracInit;

    @Option(
            names = "--whitening-init",
            negatable = true,
            description = "The first convolution begins by whitening patches of the training images.")
    private Boolean whiteningInit;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "Numbers in which the layers compute while training: ${COMPLETION-CANDIDATES}; usually fp32.")
    private Precision precision;

    /**
     * Returns the extras that were given, and the others as they are in {@code base}. A warm-up is left out if the
     * schedule has none.
     *
     * @throws IllegalArgumentException in one line for the user, if one is out of its range, or a warm-up is given that the
     *     schedule does not have
     */
    Extras over(Extras base, ScheduleKind schedule) {
        boolean rises = schedule == ScheduleKind.LINEAR;
        if (!rises && warmup != null && warmup != 0) {
            throw new IllegalArgumentException("--warmup is for --schedule linear, not for " + schedule);
        }
        return new Extras(
                DialOptions.or(labelSmoothing, base.labelSmoothing()),
                rises ? DialOptions.or(warmup, base.warmup()) : 0,
                DialOptions.or(hiddenLr, base.hiddenLr()),
                new Extras.Validation(
                        DialOptions.or(ema, base.validation().ema()),
                        DialOptions.or(evalFlip, base.validation().evalFlip())),
                new Extras.Initial(
                        DialOptions.or(diracInit, base.initial().diracInit()),
                        DialOptions.or(whiteningInit, base.initial().whiteningInit())),
                images(base.images()),
                DialOptions.or(precision, base.precision()));
    }

    private ImageChanges images(ImageChanges base) {
        return new ImageChanges(
                DialOptions.or(cropPadding, base.cropPadding()),
                DialOptions.or(flip, base.flip()),
                DialOptions.or(cutout, base.cutout()));
    }
}
