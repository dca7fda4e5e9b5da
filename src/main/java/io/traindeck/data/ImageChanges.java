package io.traindeck.data;

import java.util.Locale;

/**
 * The random changes of the images that are trained on.
 *
 * @param cropPadding black pixels added to each side before a crop of the old size is taken, 0 to {@value #MOST_PADDING}
 * @param flip the choice of the images that are mirrored in each epoch
 * @param cutout side of a square that is blotted out with the mean colour, in pixels, 0 to {@value ImageSet#SIDE}; 0: none.
 *     Its middle may be any pixel of the image, so that a part of it may lie outside (DeVries and Taylor 2017, "Improved
 *     Regularization of Convolutional Neural Networks with Cutout")
 */
public record ImageChanges(int cropPadding, Flip flip, int cutout) {
    /** The most padding: with more, a crop could be black all over. */
    static final int MOST_PADDING = ImageSet.SIDE - 1;

    /** The lesson's changes: torchvision's {@code RandomCrop(32, padding=4)} and {@code RandomHorizontalFlip()}. */
    public static final ImageChanges USUAL = new ImageChanges(4, Flip.RANDOM, 0);

    /**
     * The choice of the images that are mirrored in each epoch; the names in lower case are the words on the command
     * line.
     */
    public enum Flip {
        /** Each image in each epoch, as likely as not. */
        RANDOM,
        /**
         * In the first epoch each image as likely as not, and in each further epoch those that were not mirrored in the one
         * before, so that two epochs in a row show every image both ways (Jordan 2024, "94% on CIFAR-10 in 3.29 Seconds
         * on a Single GPU", airbench).
         */
        ALTERNATING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException in one line for the user, naming the dial as the command line does */
    public ImageChanges {
        requirePixels("--crop-padding", cropPadding, MOST_PADDING);
        requirePixels("--cutout", cutout, ImageSet.SIDE);
    }

    private static void requirePixels(String option, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(option + " must be 0 to " + most + ", not " + value);
        }
    }
}
