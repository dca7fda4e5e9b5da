package io.traindeck.data;

import io.traindeck.data.Draws.Purpose;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * In which order an epoch visits the images, and what it does to each. Both are pure functions of (seed, epoch, index
 * of the image in its set), so any batch of any epoch can be made again without those before it.
 */
public final class BatchOrder {
    private final boolean shuffle;
    private final boolean augment;
    private final long seed;

    private BatchOrder(boolean shuffle, boolean augment, long seed) {
        this.shuffle = shuffle;
        this.augment = augment;
        this.seed = seed;
    }

    /** Shuffled anew each epoch, and cropped and flipped at random if {@code augment}. */
    public static BatchOrder training(long seed, boolean augment) {
        return new BatchOrder(true, augment, seed);
    }

    /** The images as they are, in their own order. */
    public static BatchOrder validation() {
        return new BatchOrder(false, false, 0);
    }

    /**
     * The indices 0 to {@code size - 1} in the order of the epoch: Fisher and Yates' shuffle in Durstenfeld's form, in
     * which every order is equally likely.
     */
    public int[] indices(int epoch, int size) {
        int[] indices = new int[size];
        for (int i = 0; i < size; i++) {
            indices[i] = i;
        }
        if (shuffle) {
            RandomGenerator random = Draws.at(seed, Purpose.SHUFFLE, epoch, 0);
            for (int i = size - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = indices[i];
                indices[i] = indices[j];
                indices[j] = swapped;
            }
        }
        return indices;
    }

    /** What the epoch does to the image at {@code index} of the set; empty if it is left as it is. */
    Optional<Augmentation> augmentation(int epoch, int index) {
        return augment
                ? Optional.of(Augmentation.draw(Draws.at(seed, Purpose.AUGMENTATION, epoch, index)))
                : Optional.empty();
    }
}
