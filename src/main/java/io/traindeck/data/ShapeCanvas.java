package io.traindeck.data;

import static io.traindeck.data.ImageSet.CHANNELS;
import static io.traindeck.data.ImageSet.SIDE;

import java.util.random.RandomGenerator;

/**
 * One image in the making. Brightness goes from 0 to 1 and may leave that range until the end. Colours are arrays of
 * red, green and blue.
 *
 * <p>Only operations whose results Java fixes to the last bit are used, so every machine paints the same bytes.
 */
final class ShapeCanvas {
    /** Centre of the image, in pixels from its left or upper edge. */
    static final double CENTRE = SIDE / 2.0;

    /** Turns a sum of two uniform numbers in [0, 255], less its mean, into noise of standard deviation 1. */
    private static final double NOISE_SCALE = 1 / Math.sqrt((256.0 * 256 - 1) / 6);

    private final double[] light = new double[ImageSet.IMAGE_BYTES];

    /** A brightness that varies from place to place. */
    interface Field {
        /** @param x pixels from the left edge, to the pixel's centre; {@code y} likewise from the upper edge */
        double at(double x, double y);
    }

    /** Blends {@code colour}, made brighter by {@code shade}, in where {@code coverage} (0 to 1) is above 0. */
    void paint(double[] colour, Field shade, Field coverage) {
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double x = column + .5;
                double y = row + .5;
                double share = coverage.at(x, y);
                if (share > 0) {
                    double brighter = shade.at(x, y);
                    int pixel = (row * SIDE + column) * CHANNELS;
                    for (int c = 0; c < CHANNELS; c++) {
                        light[pixel + c] += share * (colour[c] + brighter - light[pixel + c]);
                    }
                }
            }
        }
    }

    /** Makes every pixel brighter by {@code shade}. */
    void shade(Field shade) {
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double brighter = shade.at(column + .5, row + .5);
                int pixel = (row * SIDE + column) * CHANNELS;
                for (int c = 0; c < CHANNELS; c++) {
                    light[pixel + c] += brighter;
                }
            }
        }
    }

    /** Adds noise of a triangular distribution, drawn for each channel of each pixel. */
    void addNoise(RandomGenerator random, double standardDeviation) {
        int samplesPerDraw = Long.BYTES / 2;
        for (int i = 0; i < light.length; i += samplesPerDraw) {
            long bits = random.nextLong();
            for (int sample = 0; sample < samplesPerDraw; sample++) {
                long sum = (bits & 0xff) + (bits >>> 8 & 0xff);
                light[i + sample] += (sum - 255) * NOISE_SCALE * standardDeviation;
                bits >>>= 16;
            }
        }
    }

    /** Writes the image's bytes from {@code offset} on. */
    void writeTo(byte[] pixels, int offset) {
        for (int i = 0; i < light.length; i++) {
            double clamped = Math.min(Math.max(light[i], 0), 1);
            pixels[offset + i] = (byte) (int) (clamped * 255 + .5);
        }
    }

    /** Softens an outline over one pixel: 1 well inside, 0 well outside. */
    static double coverage(double distancePx) {
        return Math.min(Math.max(.5 - distancePx, 0), 1);
    }
}
