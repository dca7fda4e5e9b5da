package io.traindeck.data;

import static io.traindeck.data.ImageSet.CHANNELS;
import static io.traindeck.data.ImageSet.SIDE;

import java.nio.ByteBuffer;

/**
 * The second moments of small patches of images: the matrix of the means of {@code x_i * x_j}, where {@code x} are the
 * normalised numbers of a patch. All sums are of whole numbers, so that the matrix is the same on every machine.
 */
public final class PatchMoments {
    /** Height and width of a patch, in pixels. */
    static final int PATCH = 3;

    /** Numbers in a patch: 27. */
    public static final int SIZE = CHANNELS * PATCH * PATCH;

    /** airbench looks at this many images; more of them hardly change the matrix. */
    private static final int MOST_IMAGES = 5000;

    private static final double BYTE_MAX = 255;

    private final int[] patch = new int[SIZE];
    private final long[][] products = new long[SIZE][SIZE];
    private final long[] sums = new long[SIZE];
    private long patches;

    private PatchMoments() {}

    /**
     * Returns the moments of all patches of 3x3 pixels that lie within the first 5,000 of {@code images}.
     *
     * @return a symmetric matrix of {@link #SIZE} rows; a number's index is {@code channel * 9 + row * 3 + column}, as in
     *     the weights of a convolution
     */
    public static double[][] of(ImageSet images, Normalisation normalisation) {
        PatchMoments moments = new PatchMoments();
        byte[] image = new byte[ImageSet.IMAGE_BYTES];
        for (int i = 0; i < Math.min(images.size(), MOST_IMAGES); i++) {
            images.copyTo(i, ByteBuffer.wrap(image));
            moments.add(image);
        }
        return moments.normalised(normalisation);
    }

    private void add(byte[] image) {
        // The sums over one image stay far below the largest int.
        int[][] ofImage = new int[SIZE][SIZE];
        for (int y = 0; y <= SIDE - PATCH; y++) {
            for (int x = 0; x <= SIDE - PATCH; x++) {
                take(image, y, x);
                for (int i = 0; i < SIZE; i++) {
                    int value = patch[i];
                    int[] row = ofImage[i];
                    sums[i] += value;
                    for (int j = 0; j < SIZE; j++) {
                        row[j] += value * patch[j];
                    }
                }
                patches++;
            }
        }
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                products[i][j] += ofImage[i][j];
            }
        }
    }

    private void take(byte[] image, int top, int left) {
        for (int y = 0; y < PATCH; y++) {
            for (int x = 0; x < PATCH; x++) {
                int pixel = ((top + y) * SIDE + left + x) * CHANNELS;
                for (int channel = 0; channel < CHANNELS; channel++) {
                    patch[(channel * PATCH + y) * PATCH + x] = Byte.toUnsignedInt(image[pixel + channel]);
                }
            }
        }
    }

    /** Returns the moments of {@code scale * byte + shift} instead of bytes. */
    private double[][] normalised(Normalisation normalisation) {
        double[] scale = new double[SIZE];
        double[] shift = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            int channel = i / (PATCH * PATCH);
            scale[i] = 1 / (BYTE_MAX * normalisation.std()[channel]);
            shift[i] = -normalisation.mean()[channel] / normalisation.std()[channel];
        }
        double[][] moments = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                moments[i][j] = (scale[i] * scale[j] * products[i][j]
                                        + scale[i] * shift[j] * sums[i]
                                        + scale[j] * shift[i] * sums[j])
                                / patches
                        + shift[i] * shift[j];
            }
        }
        return moments;
    }
}
