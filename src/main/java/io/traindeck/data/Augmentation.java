package io.traindeck.data;

import static io.traindeck.data.ImageSet.CHANNELS;
import static io.traindeck.data.ImageSet.SIDE;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The change that is made to one image before it is trained on: torchvision's {@code RandomCrop}, then {@code
 * RandomHorizontalFlip}, then a cutout. As in torchvision, the padding is black (byte 0), since it comes before the
 * normalisation.
 *
 * @param padding black pixels added to each side
 * @param top first row of the crop within the padded image, 0 to twice the padding; if it equals the padding, the image
 *     stays in its place
 * @param left first column of the crop, in the same range
 * @param flip whether the crop is then mirrored left to right
 * @param cutout the square that is blotted out of the result
 */
public record Augmentation(int padding, int top, int left, boolean flip, Optional<Cutout> cutout) {
    private static final int ROW_BYTES = SIDE * CHANNELS;

    /**
     * A square of one colour. The part of it that lies outside the image is not drawn.
     *
     * @param row the row of its middle; if its side is even, the lower one of the two middle rows
     * @param column the column of its middle; if its side is even, the right one of the two middle columns
     * @param side the length of its side, in pixels
     * @param colour red, green and blue, 8 bits each, red highest
     */
    record Cutout(int row, int column, int side, int colour) {
        private void apply(byte[] image) {
            int firstRow = row - side / 2;
            int firstColumn = column - side / 2;
            for (int y = Math.max(0, firstRow); y < Math.min(SIDE, firstRow + side); y++) {
                for (int x = Math.max(0, firstColumn); x < Math.min(SIDE, firstColumn + side); x++) {
                    int pixel = y * ROW_BYTES + x * CHANNELS;
                    image[pixel] = (byte) (colour >> 16);
                    image[pixel + 1] = (byte) (colour >> 8);
                    image[pixel + 2] = (byte) colour;
                }
            }
        }
    }

    /**
     * Draws a change. All crops are equally likely, a flip is as likely as none, and each pixel is equally likely as
     * the middle of a cutout.
     */
    static Augmentation draw(RandomGenerator random, ImageChanges changes, int colour) {
        int padding = changes.cropPadding();
        int top = random.nextInt(2 * padding + 1);
        int left = random.nextInt(2 * padding + 1);
        boolean flip = random.nextBoolean();
        Optional<Cutout> cutout = changes.cutout() == 0
                ? Optional.empty()
                : Optional.of(new Cutout(random.nextInt(SIDE), random.nextInt(SIDE), changes.cutout(), colour));
        return new Augmentation(padding, top, left, flip, cutout);
    }

    Augmentation flipped(boolean whether) {
        return new Augmentation(padding, top, left, whether, cutout);
    }

    /**
     * @param in one image, {@value ImageSet#IMAGE_BYTES} bytes
     * @param out overwritten by the augmented image
     */
    void apply(byte[] in, byte[] out) {
        int down = top - padding;
        int right = left - padding;
        int firstColumn = Math.max(0, -right);
        int endColumn = Math.min(SIDE, SIDE - right);
        Arrays.fill(out, (byte) 0);
        for (int y = Math.max(0, -down); y < Math.min(SIDE, SIDE - down); y++) {
            int source = (y + down) * ROW_BYTES + (firstColumn + right) * CHANNELS;
            int target = y * ROW_BYTES;
            if (flip) {
                copyMirrored(in, source, out, target + (SIDE - 1 - firstColumn) * CHANNELS, endColumn - firstColumn);
            } else {
                System.arraycopy(
                        in, source, out, target + firstColumn * CHANNELS, (endColumn - firstColumn) * CHANNELS);
            }
        }
        cutout.ifPresent(square -> square.apply(out));
    }

    /** Copies {@code count} pixels, reading to the right and writing to the left. */
    private static void copyMirrored(byte[] in, int source, byte[] out, int target, int count) {
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                out[target + channel] = in[source + channel];
            }
            source += CHANNELS;
            target -= CHANNELS;
        }
    }
}
