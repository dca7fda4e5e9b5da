package io.traindeck.train;

import io.traindeck.data.ImageChanges;
import io.traindeck.model.InitialWeights;
import io.traindeck.model.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Dials that no recipe of the lesson has. Each is off unless it is asked for, and is fixed when a run starts. A run that
 * leaves them off computes what it computed before there were any, and neither its {@code run.json} nor its checkpoints
 * speak of them.
 *
 * @param labelSmoothing the share of the target that is spread evenly over all classes, in [0, 1), as {@code
 *     label_smoothing} of {@code torch.nn.CrossEntropyLoss} (Szegedy et al. 2016, "Rethinking the Inception
 *     Architecture for Computer Vision"); 0: off
 * @param warmup the share of the steps in which the schedule {@code linear} rises, in [0, 1); 0: off. See
 *     {@link Schedule.Linear}
 * @param hiddenLr the share of the learning rate with which the hidden linear layer learns, above 0; 1: off. See {@link
 *     RateShare}
 * @param validation what is validated, and how
 * @param initial the weights that are not drawn at random
 * @param images the random changes of the training images, if these are changed at all
 * @param precision the numbers in which the layers compute while the network is trained (Micikevicius et al. 2018, "Mixed
 *     Precision Training")
 */
public record Extras(
        double labelSmoothing,
        double warmup,
        double hiddenLr,
        Validation validation,
        Initial initial,
        ImageChanges images,
        Precision precision) {
    /** Extras that are all off. */
    public static final Extras OFF = new Extras(
            0, 0, 1, new Validation(0, false), new Initial(false, false), ImageChanges.USUAL, Precision.FP32);

    /**
     * What is validated, and how.
     *
     * @param ema the decay of an average of the weights that takes their place in validation, in [0, 1); 0: off. See
     *     {@link WeightAverage}
     * @param evalFlip whether validation also tells the accuracy of scores that are averaged over each image and its
     *     mirror image, as the evaluation of airbench does (Jordan 2024)
     */
    public record Validation(double ema, boolean evalFlip) {
        public Validation {
            requireShare("--ema", ema);
        }
    }

    /**
     * Weights that are not drawn at random.
     *
     * @param diracInit whether convolutions begin by handing on what they get, see {@link InitialWeights#makeDirac}
     * @param whiteningInit whether the first convolution begins by whitening patches of the training images, see {@link
     *     InitialWeights#makeWhitening}; it does so even with {@code diracInit}
     */
    public record Initial(boolean diracInit, boolean whiteningInit) {}

    /** @throws IllegalArgumentException in one line for the user, naming the dial as the command line does */
    public Extras {
        requireShare("--label-smoothing", labelSmoothing);
        requireShare("--warmup", warmup);
        if (!(hiddenLr > 0 && hiddenLr <= MOST_HIDDEN_LR)) {
            throw new IllegalArgumentException(
                    "--hidden-lr must be above 0 and at most " + MOST_HIDDEN_LR + ", not " + hiddenLr);
        }
    }

    /** The largest share of the rate for one layer; the limit catches rates that are typed as shares. */
    static final int MOST_HIDDEN_LR = 10;

    /** Returns these extras with another label smoothing. */
    public Extras withLabelSmoothing(double other) {
        return new Extras(other, warmup, hiddenLr, validation, initial, images, precision);
    }

    /** Returns these extras with another warm-up. */
    public Extras withWarmup(double other) {
        return new Extras(labelSmoothing, other, hiddenLr, validation, initial, images, precision);
    }

    /** Returns these extras with another share of the rate for the hidden linear layer. */
    public Extras withHiddenLr(double other) {
        return new Extras(labelSmoothing, warmup, other, validation, initial, images, precision);
    }

    /** Returns these extras with another decay of the average. */
    public Extras withEma(double other) {
        Validation averaged = new Validation(other, validation.evalFlip());
        return new Extras(labelSmoothing, warmup, hiddenLr, averaged, initial, images, precision);
    }

    /** Returns these extras with other initial weights. */
    public Extras with(Initial other) {
        return new Extras(labelSmoothing, warmup, hiddenLr, validation, other, images, precision);
    }

    /** Returns these extras with other changes of the images. */
    public Extras with(ImageChanges others) {
        return new Extras(labelSmoothing, warmup, hiddenLr, validation, initial, others, precision);
    }

    /** Returns these extras with other numbers. */
    public Extras with(Precision other) {
        return new Extras(labelSmoothing, warmup, hiddenLr, validation, initial, images, other);
    }

    private static void requireShare(String option, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(option + " must be 0 (off) or more and below 1, not " + value);
        }
    }

    /** Returns all extras as text, by the names that {@code run.json} has for them. */
    private Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("label_smoothing", Double.toString(labelSmoothing));
        all.put("warmup", Double.toString(warmup));
        all.put("hidden_lr", Double.toString(hiddenLr));
        all.put("ema", Double.toString(validation.ema()));
        all.put("crop_padding", Integer.toString(images.cropPadding()));
        all.put("flip", images.flip().toString());
        all.put("cutout", Integer.toString(images.cutout()));
        all.put("eval_flip", Boolean.toString(validation.evalFlip()));
        all.put("dirac_init", Boolean.toString(initial.diracInit()));
        all.put("whitening_init", Boolean.toString(initial.whiteningInit()));
        all.put("precision", precision.toString());
        return all;
    }

    /** Returns the names that {@code run.json} has for the extras. */
    static Set<String> names() {
        return OFF.all().keySet();
    }

    /** Returns the extras that are not off, as text by the names that {@code run.json} has for them. */
    public Map<String, String> on() {
        Map<String, String> on = all();
        on.entrySet().removeAll(OFF.all().entrySet());
        return on;
    }
}
