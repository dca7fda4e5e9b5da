package io.traindeck.data;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;

/** Image sets for tests. */
final class TestImages {
    static final int CLASSES = 10;

    private TestImages() {}

    /** Returns random bytes, none of them 0, so that padding cannot be mistaken for a pixel. */
    static ImageSet random(int size, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[size * ImageSet.IMAGE_BYTES];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (1 + random.nextInt(255));
        }
        byte[] labels = new byte[size];
        for (int i = 0; i < size; i++) {
            labels[i] = (byte) random.nextInt(CLASSES);
        }
        return new ImageSet(pixels, labels, CLASSES);
    }

    /** Returns the order of training, with the usual changes of the images or none. */
    static BatchOrder order(long seed, boolean augment) {
        return BatchOrder.training(
                seed, augment ? Optional.of(ImageChanges.USUAL) : Optional.empty(), Normalisation.cifar10());
    }

    static byte[] bytes(ImageSet set, int i) {
        ByteBuffer image = ByteBuffer.allocate(ImageSet.IMAGE_BYTES);
        set.copyTo(i, image);
        return image.array();
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
