package io.traindeck.model;

import java.util.List;

/**
 * The shape of a {@link CifarCnn}.
 *
 * @param widths channels of each block, one block per entry; every block halves height and width
 * @param hidden units of the hidden linear layer
 * @param classes number of classes
 * @param batchNorm whether a batch normalisation follows each convolution; without it convolutions have a bias
 */
public record Architecture(List<Integer> widths, int hidden, int classes, boolean batchNorm) {

    /** Height and width of the images, pixels. */
    public static final int IMAGE_SIZE = 32;

    /** Red, green, blue. */
    public static final int IMAGE_CHANNELS = 3;

    /** Height and width of every convolution, pixels. */
    static final int KERNEL = 3;

    /** A 32-pixel image can be halved this often. */
    public static final int MAX_BLOCKS = 5;

    public Architecture {
        widths = List.copyOf(widths);
        if (widths.isEmpty() || widths.size() > MAX_BLOCKS) {
            throw new IllegalArgumentException("a network has 1 to " + MAX_BLOCKS + " blocks, not " + widths.size());
        }
        if (hidden < 1 || classes < 1 || widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("layers have at least one unit: " + widths + ", " + hidden);
        }
    }

    /** Returns how many numbers are trained. */
    public long parameters() {
        long sum = 0;
        long in = IMAGE_CHANNELS;
        for (long out : widths) {
            for (long from : new long[] {in, out}) {
                sum += out * from * KERNEL * KERNEL + (batchNorm ? 2 * out : out);
            }
            in = out;
        }
        return sum + hidden * (flattened() + 1L) + classes * (hidden + 1L);
    }

    /** Numbers that the last block hands to the linear layers: channels times the pixels left. */
    int flattened() {
        int side = IMAGE_SIZE >> widths.size();
        return widths.get(widths.size() - 1) * side * side;
    }
}
