package io.traindeck.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Room for one batch outside the Java heap, filled again and again. */
final class BatchSlot {
    private final ImageSet set;
    private final ByteBuffer images;
    private final ByteBuffer labels;
    private final byte[] original = new byte[ImageSet.IMAGE_BYTES];
    private final byte[] augmented = new byte[ImageSet.IMAGE_BYTES];

    BatchSlot(ImageSet set, int capacity) {
        this.set = set;
        this.images = direct(Math.multiplyExact(capacity, ImageSet.IMAGE_BYTES));
        this.labels = direct(Math.multiplyExact(capacity, Long.BYTES));
    }

    /** Fills the slot with the images {@code indices[from]} to {@code indices[to - 1]} as they are in this epoch. */
    Batch fill(BatchOrder order, int epoch, int[] indices, int from, int to) {
        images.clear();
        labels.clear();
        for (int i = from; i < to; i++) {
            int index = indices[i];
            Optional<Augmentation> augmentation = order.augmentation(epoch, index);
            if (augmentation.isPresent()) {
                set.copyTo(index, ByteBuffer.wrap(original));
                augmentation.get().apply(original, augmented);
                images.put(augmented);
            } else {
                set.copyTo(index, images);
            }
            labels.putLong(set.label(index));
        }
        return new Batch(written(images), written(labels), to - from);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** A view of what was written, so that a reader cannot move the slot's own position. */
    private static ByteBuffer written(ByteBuffer buffer) {
        return buffer.slice(0, buffer.position()).order(ByteOrder.nativeOrder());
    }
}
