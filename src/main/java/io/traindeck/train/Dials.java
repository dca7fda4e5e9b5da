package io.traindeck.train;

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
        long seed) {

    /** How the learning rate moves; the names in lower case are the words on the command line. */
    public enum ScheduleKind {
        ONECYCLE,
        COSINE,
        STEP,
        CONSTANT;

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
        ADAM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException in one line for the user, naming the dial as the command line does */
    public Dials {
        widths = List.copyOf(widths);
        require(epochs >= 1, "--epochs must be at least 1, not " + epochs);
        require(batchSize >= 1, "--batch-size must be at least 1, not " + batchSize);
        require(maxLr > 0 && Double.isFinite(maxLr), "--max-lr must be a number above 0, not " + maxLr);
        require(nonNegative(weightDecay), "--weight-decay must be 0 or more, not " + weightDecay);
        require(nonNegative(clip), "--clip must be 0 (off) or more, not " + clip);
        require(dropout >= 0 && dropout < 1, "--dropout must be in [0, 1), not " + dropout);
        require(headDropout >= 0 && headDropout < 1, "the head's dropout must be in [0, 1), not " + headDropout);
        require(patience >= 0, "--patience must be 0 (off) or more, not " + patience);
        require(
                !widths.isEmpty() && widths.size() <= Architecture.MAX_BLOCKS,
                "--widths takes 1 to " + Architecture.MAX_BLOCKS + " numbers, not " + widths.size());
        require(
                widths.stream().allMatch(width -> width >= 1 && width <= MAX_UNITS),
                "--widths must each be 1 to " + MAX_UNITS + ", not " + widths);
        require(hidden >= 1 && hidden <= MAX_UNITS, "--hidden must be 1 to " + MAX_UNITS + ", not " + hidden);
        long parameters = new Architecture(widths, hidden, 1, dropout, headDropout, batchNorm).parameters();
        require(
                parameters <= MAX_PARAMETERS,
                String.format(
                        Locale.ROOT,
                        "--widths and --hidden make a network of %,d parameters, at most %,d can be trained",
                        parameters,
                        MAX_PARAMETERS));
    }

    /** Wider than any machine this trains on can hold; the limit catches a slip of the keyboard. */
    static final int MAX_UNITS = 65_536;

    /**
     * A checkpoint is written from a copy and read into memory of the JVM, 20 bytes for a parameter: weight, two
     * moments, twice the best weight. So many parameters fill most of the 1 GB that the launcher lets the JVM take. The
     * lesson's network has 3 million.
     */
    static final long MAX_PARAMETERS = 40_000_000;

    /** The network these dials describe. */
    public Architecture architecture(int classes) {
        return new Architecture(widths, hidden, classes, dropout, headDropout, batchNorm);
    }

    private static boolean nonNegative(double value) {
        return value >= 0 && Double.isFinite(value);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
