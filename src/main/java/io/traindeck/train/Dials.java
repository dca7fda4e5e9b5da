package io.traindeck.train;

import io.traindeck.event.Dial;
import io.traindeck.model.Architecture;
import java.util.List;
import java.util.Locale;

/**
 * Everything that decides what a run computes, given its data.
 *
 * @param length the length of the training
 * @param rate the learning rate
 * @param updates the way from gradients to updates
 * @param regularisation the means against learning the training images by heart
 * @param layers the layers of the network
 * @param seed the seed of every random draw
 * @param extras the dials that no recipe of the lesson has
 */
public record Dials(
        Length length,
        Rate rate,
        Updates updates,
        Regularisation regularisation,
        Layers layers,
        long seed,
        Extras extras) {

    /**
     * The length of a training.
     *
     * @param epochs passes over the training images, at least 1
     * @param batchSize images a step, at least 1
     * @param patience epochs without a better val_acc before training stops early; 0 turns that off
     */
    public record Length(int epochs, int batchSize, int patience) {
        public Length {
            Dial.EPOCHS.require(epochs);
            require(batchSize >= 1, "--batch-size must be at least 1, not " + batchSize);
            Dial.PATIENCE.require(patience);
        }
    }

    /**
     * The learning rate.
     *
     * @param maxLr the largest rate of the schedule, above 0
     * @param schedule the way in which the rate moves
     */
    public record Rate(double maxLr, ScheduleKind schedule) {
        public Rate {
            Dial.MAX_LR.require(maxLr);
        }
    }

    /** The ways in which the learning rate moves; the names in lower case are the words on the command line. */
    public enum ScheduleKind {
        ONECYCLE,
        COSINE,
        STEP,
        CONSTANT,
        LINEAR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The way from gradients to updates.
     *
     * @param weightDecay decay of tensors with two or more dimensions, at least 0
     * @param clip the largest global gradient norm that is not scaled down; 0 turns clipping off
     */
    public record Updates(OptimizerKind optimizer, double weightDecay, double clip) {
        public Updates {
            Dial.WEIGHT_DECAY.require(weightDecay);
            Dial.CLIP.require(clip);
        }
    }

    /** The rule for an update; the names in lower case are the words on the command line. */
    public enum OptimizerKind {
        /** Decay decoupled from the gradient (Loshchilov and Hutter 2019). */
        ADAMW,
        /** Decay, if there is any, is added to the gradient (Kingma and Ba 2015, as PyTorch's Adam). */
        ADAM,
        /** See {@link Sgd}. */
        SGD,
        /** See {@link Muon}. */
        MUON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The means against learning the training images by heart.
     *
     * @param dropout probability of dropping a channel at the end of a block, in [0, 1)
     * @param headDropout probability of dropping a hidden unit, in [0, 1)
     * @param augment whether training images are cropped and flipped at random
     */
    public record Regularisation(double dropout, double headDropout, boolean augment) {
        public Regularisation {
            Dial.DROPOUT.require(dropout);
            Dial.HEAD_DROPOUT.require(headDropout);
        }
    }

    /**
     * The layers of the network.
     *
     * @param widths channels of each block
     * @param hidden units of the hidden linear layer
     * @param batchNorm whether a batch normalisation follows each convolution
     */
    public record Layers(List<Integer> widths, int hidden, boolean batchNorm) {
        public Layers {
            widths = List.copyOf(widths);
            require(
                    !widths.isEmpty() && widths.size() <= Architecture.MAX_BLOCKS,
                    "--widths takes 1 to " + Architecture.MAX_BLOCKS + " numbers, not " + widths.size());
            require(
                    widths.stream().allMatch(width -> width >= 1 && width <= MAX_UNITS),
                    "--widths must each be 1 to " + MAX_UNITS + ", not " + widths);
            require(hidden >= 1 && hidden <= MAX_UNITS, "--hidden must be 1 to " + MAX_UNITS + ", not " + hidden);
        }
    }

    /**
     * Checks the size of the network; each part has checked its own dials.
     *
     * @throws IllegalArgumentException in one line for the user, naming the dial as the command line does
     */
    public Dials {
        long parameters = architecture(layers, 1).parameters();
        long most = extras.validation().ema() == 0
                ? MAX_PARAMETERS
                : MAX_PARAMETERS * BYTES_A_PARAMETER / BYTES_WITH_AVERAGE;
        require(
                parameters <= most,
                String.format(
                        Locale.ROOT,
                        "--widths and --hidden make a network of %,d parameters, at most %,d can be trained",
                        parameters,
                        most));
    }

    /**
     * The most units in a layer. This is more than any machine this trains on can hold; the limit catches typing
     * errors.
     */
    static final int MAX_UNITS = 65_536;

    /**
     * The most parameters of a network. A checkpoint is written from a copy and read into memory of the JVM, {@value
     * #BYTES_A_PARAMETER} bytes for a parameter: weight, two moments, twice the best weight. This many parameters fill
     * most of the 1 GB that the launcher lets the JVM take. The lesson's network has 3 million.
     */
    static final long MAX_PARAMETERS = 40_000_000;

    private static final int BYTES_A_PARAMETER = 20;

    /** The bytes for a parameter if there is an average of the weights, which is one more number for each. */
    private static final int BYTES_WITH_AVERAGE = 24;

    /** Returns the network that these dials describe. */
    public Architecture architecture(int classes) {
        return architecture(layers, classes);
    }

    private static Architecture architecture(Layers layers, int classes) {
        return new Architecture(layers.widths(), layers.hidden(), classes, layers.batchNorm());
    }

    /** Returns the value of a dial that can be turned; 1 for true and 0 for false. */
    double value(Dial dial) {
        return switch (dial) {
            case MAX_LR -> rate.maxLr();
            case WEIGHT_DECAY -> updates.weightDecay();
            case CLIP -> updates.clip();
            case DROPOUT -> regularisation.dropout();
            case HEAD_DROPOUT -> regularisation.headDropout();
            case AUGMENT -> regularisation.augment() ? 1 : 0;
            case PATIENCE -> length.patience();
            case EPOCHS -> length.epochs();
            case CHECKPOINT_EVERY -> throw decidesNothing(dial);
        };
    }

    /** Returns these dials with that one turned. */
    Dials with(Dial dial, double value) {
        Regularisation kept = regularisation;
        return switch (dial) {
            case MAX_LR -> with(new Rate(value, rate.schedule()));
            case WEIGHT_DECAY -> with(new Updates(updates.optimizer(), value, updates.clip()));
            case CLIP -> with(new Updates(updates.optimizer(), updates.weightDecay(), value));
            case DROPOUT -> with(new Regularisation(value, kept.headDropout(), kept.augment()));
            case HEAD_DROPOUT -> with(new Regularisation(kept.dropout(), value, kept.augment()));
            case AUGMENT -> with(new Regularisation(kept.dropout(), kept.headDropout(), value != 0));
            case PATIENCE -> with(new Length(length.epochs(), length.batchSize(), (int) value));
            case EPOCHS -> with(new Length((int) value, length.batchSize(), length.patience()));
            case CHECKPOINT_EVERY -> throw decidesNothing(dial);
        };
    }

    private static IllegalArgumentException decidesNothing(Dial dial) {
        return new IllegalArgumentException(dial + " decides nothing of the result");
    }

    /** Returns these dials with another length. */
    public Dials with(Length other) {
        return new Dials(other, rate, updates, regularisation, layers, seed, extras);
    }

    /** Returns these dials with another learning rate. */
    public Dials with(Rate other) {
        return new Dials(length, other, updates, regularisation, layers, seed, extras);
    }

    /** Returns these dials with other updates. */
    public Dials with(Updates others) {
        return new Dials(length, rate, others, regularisation, layers, seed, extras);
    }

    /** Returns these dials with another regularisation. */
    public Dials with(Regularisation other) {
        return new Dials(length, rate, updates, other, layers, seed, extras);
    }

    /** Returns these dials with other layers. */
    public Dials with(Layers others) {
        return new Dials(length, rate, updates, regularisation, others, seed, extras);
    }

    /** Returns these dials with another seed. */
    public Dials withSeed(long other) {
        return new Dials(length, rate, updates, regularisation, layers, other, extras);
    }

    /** Returns these dials with other extras. */
    public Dials with(Extras others) {
        return new Dials(length, rate, updates, regularisation, layers, seed, others);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
