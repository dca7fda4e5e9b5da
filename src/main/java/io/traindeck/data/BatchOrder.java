package io.traindeck.data;

import io.traindeck.data.Draws.Purpose;
import io.traindeck.data.ImageChanges.Flip;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Decides in which order an epoch visits the images, and how it changes each. Both are pure functions of the epoch and
 * the index of the image in its set, so any batch of any epoch can be made again without those before it.
 */
public interface BatchOrder {
    /** Returns the indices 0 to {@code size - 1}, each once, in the order of the epoch. */
    int[] indices(int epoch, int size);

    /**
     * Returns the change that the epoch makes to the image at {@code index} of the set; empty if the image stays as it
     * is.
     */
    Optional<Augmentation> augmentation(int epoch, int index);

    /** Returns the order that visits the images as they are stored, and changes none. */
    static BatchOrder validation() {
        return new AsStored();
    }

    /**
     * Returns an order that is shuffled anew each epoch, and changes each image at random; everything is drawn from
     * {@code seed}.
     *
     * @param changes empty if the images stay as they are
     * @param normalisation the normalisation whose mean is the colour of a cutout
     */
    static BatchOrder training(long seed, Optional<ImageChanges> changes, Normalisation normalisation) {
        return new Shuffled(seed, changes, normalisation.meanColour());
    }

    /** See {@link #validation}. */
    record AsStored() implements BatchOrder {
        @Override
        public int[] indices(int epoch, int size) {
            return IntStream.range(0, size).toArray();
        }

        @Override
        public Optional<Augmentation> augmentation(int epoch, int index) {
            return Optional.empty();
        }
    }

    /** See {@link #training}. */
    record Shuffled(long seed, Optional<ImageChanges> changes, int meanColour) implements BatchOrder {
        /** Fisher and Yates' shuffle in Durstenfeld's form, in which every order is equally likely. */
        @Override
        public int[] indices(int epoch, int size) {
            int[] indices = IntStream.range(0, size).toArray();
            RandomGenerator random = Draws.at(seed, Purpose.SHUFFLE, epoch, 0);
            for (int i = size - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = indices[i];
                indices[i] = indices[j];
                indices[j] = swapped;
            }
            return indices;
        }

        @Override
        public Optional<Augmentation> augmentation(int epoch, int index) {
            return changes.map(how -> {
                RandomGenerator random = Draws.at(seed, Purpose.AUGMENTATION, epoch, index);
                Augmentation drawn = Augmentation.draw(random, how, meanColour);
                return how.flip() == Flip.RANDOM ? drawn : drawn.flipped(alternates(epoch, index));
            });
        }

        /**
         * Whether an image is mirrored in this epoch. That of the first epoch is drawn for epoch 0, for which nothing
         * else is drawn, because epochs count from 1.
         */
        private boolean alternates(int epoch, int index) {
            boolean first = Draws.at(seed, Purpose.AUGMENTATION, 0, index).nextBoolean();
            return first == (epoch % 2 == 1);
        }
    }
}
