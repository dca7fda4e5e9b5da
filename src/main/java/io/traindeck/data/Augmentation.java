package io.traindeck.data;

import static io.traindeck.data.ImageSet.CHANNELS;
import static io.traindeck.data.ImageSet.SIDE;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The change that is made to one image before it is trained on: torchvision's {@code RandomCrop(32, padding=4)}, then
 * {@code RandomHorizontalFlip()}. As there, the padding is black (byte 0), since it comes before the normalisation.
 *
 * @param top first row of the crop within the padded image, 0 to 8; 4 leaves the image where it is
 * @param left first column of the crop, likewise
 * @param flip whether the crop is then mirrored left to right
 */
public record Augmentation(int top, int left, boolean flip) {
    /** Black pixels added to each side. */
    static final int PADDING = 4;

    private static final int ROW_BYTES = SIDE * CHANNELS;

    /** Each crop equally likely, and a flip as likely as none. */
    static Augmentation draw(RandomGenerator random) {
        return new Augmentation(random.nextInt(2 * PADDING + 1), random.nextInt(2 * PADDING + 1), random.nextBoolean());
    }

    /**
     * @param in one image, {@value ImageSet#IMAGE_BYTES} bytes
     * @param out overwritten by the augmented image
     */
    void apply(byte[] in, byte[] out) {
        int down = top - PADDING;
        int right = left - PADDING;
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
