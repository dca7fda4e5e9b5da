package io.traindeck.train;

import io.traindeck.event.Dial;
import io.traindeck.model.Architecture;
import java.util.List;
import java.util.Locale;

/**
 * Everything that decides what a run computes, given its data and its seed.
 *
 * @param epochs passes over the training images, at least 1
 * @param batchSize images a step, at least 1
 * @param maxLr the largest learning rate of the schedule, above 0
 * @param schedule how the rate moves
 * @param optimizer how gradients become updates
 * @param weightDecay decay of tensors with two or more dimensions, at least 0
 * @param clip largest global gradient norm let through; 0 turns clipping off
 * @param dropout probability of dropping a channel at the end of a block, in [0, 1)
 * @param headDropout probability of dropping a hidden unit, in [0, 1)
 * @param batchNorm whether a batch normalisation follows each convolution
 * @param patience epochs without a better val_acc before training stops early; 0 turns that off
 * @param augment whether training images are cropped and flipped at random
 * @param widths channels of each block
 * @param hidden units of the hidden linear layer
 * @param seed of every random draw
 * @param extras what no recipe of the lesson has
 */
public record Dials(
        int epochs,
        int batchSize,
        double maxLr,
        ScheduleKind schedule,
        OptimizerKind optimizer,
        double weightDecay,
        double clip,
        double dropout,
        double headDropout,
        boolean batchNorm,
        int patience,
        boolean augment,
        List<Integer> widths,
        int hidden,
        long seed,
        Extras extras) {

    /** How the learning rate moves; the names in lower case are the words on the command line. */
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

    /** How gradients become updates; the names in lower case are the words on the command line. */
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

    /** Dials of which no extra is on. */
    public Dials(
            int epochs,
            int batchSize,
            double maxLr,
            ScheduleKind schedule,
            OptimizerKind optimizer,
            double weightDecay,
            double clip,
            double dropout,
            double headDropout,
            boolean batchNorm,
            int patience,
            boolean augment,
            List<Integer> widths,
            int hidden,
            long seed) {
        this(
                epochs,
                batchSize,
                maxLr,
                schedule,
                optimizer,
                weightDecay,
                clip,
                dropout,
                headDropout,
                batchNorm,
                patience,
                augment,
                widths,
                hidden,
                seed,
                Extras.OFF);
    }

    /** @throws IllegalArgumentException in one line for the user, naming the dial as the command line does */
    public Dials {
        widths = List.copyOf(widths);
        Dial.EPOCHS.require(epochs);
        require(batchSize >= 1, "--batch-size must be at least 1, not " + batchSize);
        Dial.MAX_LR.require(maxLr);
        Dial.WEIGHT_DECAY.require(weightDecay);
        Dial.CLIP.require(clip);
        Dial.DROPOUT.require(dropout);
        Dial.HEAD_DROPOUT.require(headDropout);
        Dial.PATIENCE.require(patience);
        require(
                !widths.isEmpty() && widths.size() <= Architecture.MAX_BLOCKS,
                "--widths takes 1 to " + Architecture.MAX_BLOCKS + " numbers, not " + widths.size());
        require(
                widths.stream().allMatch(width -> width >= 1 && width <= MAX_UNITS),
                "--widths must each be 1 to " + MAX_UNITS + ", not " + widths);
        require(hidden >= 1 && hidden <= MAX_UNITS, "--hidden must be 1 to " + MAX_UNITS + ", not " + hidden);
        long parameters = new Architecture(widths, hidden, 1, batchNorm).parameters();
        long most = extras.ema() == 0 ? MAX_PARAMETERS : MAX_PARAMETERS * BYTES_A_PARAMETER / BYTES_WITH_AVERAGE;
        require(
                parameters <= most,
                String.format(
                        Locale.ROOT,
                        "--widths and --hidden make a network of %,d parameters, at most %,d can be trained",
                        parameters,
                        most));
    }

    /** Wider than any machine this trains on can hold; the limit catches a slip of the keyboard. */
    static final int MAX_UNITS = 65_536;

    /**
     * A checkpoint is written from a copy and read into memory of the JVM, {@value #BYTES_A_PARAMETER} bytes for a
     * parameter: weight, two moments, twice the best weight. So many parameters fill most of the 1 GB that the launcher
     * lets the JVM take. The lesson's network has 3 million.
     */
    static final long MAX_PARAMETERS = 40_000_000;

    private static final int BYTES_A_PARAMETER = 20;

    /** An average of the weights is one number more for each parameter. */
    private static final int BYTES_WITH_AVERAGE = 24;

    /** The network these dials describe. */
    public Architecture architecture(int classes) {
        return new Architecture(widths, hidden, classes, batchNorm);
    }

    /** The value of a dial that can be turned; 1 for true and 0 for false. */
    double value(Dial dial) {
        return switch (dial) {
            case MAX_LR -> maxLr;
            case WEIGHT_DECAY -> weightDecay;
            case CLIP -> clip;
            case DROPOUT -> dropout;
            case HEAD_DROPOUT -> headDropout;
            case AUGMENT -> augment ? 1 : 0;
            case PATIENCE -> patience;
            case EPOCHS -> epochs;
            case CHECKPOINT_EVERY -> throw new IllegalArgumentException(dial + " decides nothing of the result");
        };
    }

    /** These dials with that one turned. */
    Dials with(Dial dial, double value) {
        return new Dials(
                dial == Dial.EPOCHS ? (int) value : epochs,
                batchSize,
                dial == Dial.MAX_LR ? value : maxLr,
                schedule,
                optimizer,
                dial == Dial.WEIGHT_DECAY ? value : weightDecay,
                dial == Dial.CLIP ? value : clip,
                dial == Dial.DROPOUT ? value : dropout,
                dial == Dial.HEAD_DROPOUT ? value : headDropout,
                batchNorm,
                dial == Dial.PATIENCE ? (int) value : patience,
                dial == Dial.AUGMENT ? value != 0 : augment,
                widths,
                hidden,
                seed,
                extras);
    }

    /** These dials with other extras. */
    public Dials with(Extras others) {
        return new Dials(
                epochs,
                batchSize,
                maxLr,
                schedule,
                optimizer,
                weightDecay,
                clip,
                dropout,
                headDropout,
                batchNorm,
                patience,
                augment,
                widths,
                hidden,
                seed,
                others);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
