package io.traindeck.data;

/**
 * The rule that turns bytes into the network's input: {@code (byte / 255 - mean) / std}, channel by channel.
 *
 * @param mean the mean of red, green and blue, on the scale 0 to 1
 * @param std standard deviation of red, green and blue, on the scale 0 to 1; above 0
 */
public record Normalisation(float[] mean, float[] std) {
    public Normalisation {
        if (mean.length != ImageSet.CHANNELS || std.length != ImageSet.CHANNELS) {
            throw new IllegalArgumentException("a mean and a standard deviation for each of red, green and blue");
        }
        for (float deviation : std) {
            if (!(deviation > 0)) {
                throw new IllegalArgumentException("standard deviation " + deviation + " is not above 0");
            }
        }
        mean = mean.clone();
        std = std.clone();
    }

    /** Returns the figures that are customary for CIFAR-10, over all pixels of its 50,000 training images. */
    static Normalisation cifar10() {
        return new Normalisation(new float[] {.4914f, .4822f, .4465f}, new float[] {.2470f, .2435f, .2616f});
    }

    /** The pixel value nearest to the mean: red, green and blue, 8 bits each, red highest. */
    int meanColour() {
        int colour = 0;
        for (float channel : mean) {
            colour = colour << 8 | Math.max(0, Math.min(255, Math.round(255 * channel)));
        }
        return colour;
    }

    @Override
    public float[] mean() {
        return mean.clone();
    }

    @Override
    public float[] std() {
        return std.clone();
    }
}
