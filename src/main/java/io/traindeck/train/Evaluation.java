package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.loss.Loss;
import io.traindeck.data.Batch;
import io.traindeck.data.BatchLoader;
import io.traindeck.data.BatchOrder;
import io.traindeck.data.DataSet;
import io.traindeck.model.CifarCnn;
import java.util.OptionalDouble;

/**
 * Sums of loss and of predictions over images, in evaluation mode and without a graph. The trainer's validation and the
 * validation of weights from a file both use this, in the same batches, so that they agree to the last bit.
 */
final class Evaluation {
    /** The number of images whose losses make one mean. */
    private static final int BATCH_SIZE = 256;

    /**
     * Images per forward pass. The scores do not depend on it, but the output of a layer is then still in the caches
     * when the next layer reads it. On two cores, passes of 256 took a third longer.
     */
    private static final int PASS_SIZE = 128;

    /** The axis of the width in images of shape (N, 3, 32, 32). */
    private static final int WIDTH_AXIS = 3;

    private final Network network;
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();

    private final boolean withMirrored;
    private final int[][] counts;
    private double lossSum;
    private int correctWithMirrored;
    private long images;

    Evaluation(Network network) {
        this(network, false);
    }

    /** @param withMirrored whether {@link #flipAccuracy} is wanted too, which doubles the time */
    Evaluation(Network network, boolean withMirrored) {
        this.network = network;
        this.withMirrored = withMirrored;
        int classes = network.model().architecture().classes();
        counts = new int[classes][classes];
    }

    /** Returns the validation images in the batches that are to be added. */
    static BatchLoader batches(DataSet data) {
        return new BatchLoader(data.validation(), BATCH_SIZE, BatchOrder.validation());
    }

    void add(Batch batch) {
        try (NDManager batchManager = network.manager().newSubManager()) {
            NDArray labels = network.tensors().labels(batch, batchManager);
            NDArray inputs = network.tensors().images(batch, batchManager);
            NDArray logits = scores(inputs);
            NDArray loss = crossEntropy.evaluate(new NDList(labels), new NDList(logits));
            lossSum += (double) loss.getFloat() * batch.size();
            long[] predictions = logits.argMax(1).toLongArray();
            for (int i = 0; i < batch.size(); i++) {
                int truth = (int) batch.labels().getLong(i * Long.BYTES);
                counts[truth][(int) predictions[i]]++;
            }
            images += batch.size();
            if (withMirrored) {
                correctWithMirrored += TrainStep.countCorrect(logits.add(scores(mirrored(inputs))), labels);
            }
        }
    }

    /** Returns the scores (N, classes) of images (N, 3, 32, 32), in the manager of these. */
    private NDArray scores(NDArray inputs) {
        NDList parts = new NDList();
        long images = inputs.getShape().get(0);
        for (long from = 0; from < images; from += PASS_SIZE) {
            // What is computed in a pass is freed after it, so that the next pass finds its memory warm.
            try (NDManager passManager = inputs.getManager().newSubManager()) {
                NDArray part = inputs.get(new NDIndex("{}:{}", from, Math.min(from + PASS_SIZE, images)));
                part.attach(passManager);
                NDArray scores = network.model().forward(part, new CifarCnn.Mode.Evaluation());
                scores.attach(inputs.getManager());
                parts.add(scores);
            }
        }
        return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts);
    }

    /** Returns the mean loss over the images added so far. */
    double loss() {
        return lossSum / images;
    }

    /**
     * Returns the share of the images added so far whose class was predicted rightly, in [0, 1]; NaN if the loss is not
     * finite, since the largest of scores that are NaN means nothing.
     */
    double accuracy() {
        return Double.isFinite(loss()) ? confusion().accuracy() : Double.NaN;
    }

    static NDArray mirrored(NDArray images) {
        return images.flip(WIDTH_AXIS);
    }

    /**
     * Returns the accuracy if the scores of each image are averaged with those of its mirror image; empty if that is
     * not wanted. NaN like {@link #accuracy}.
     */
    OptionalDouble flipAccuracy() {
        if (!withMirrored) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.isFinite(loss()) ? (double) correctWithMirrored / images : Double.NaN);
    }

    /** The confusion matrix of the images added so far. */
    ConfusionMatrix confusion() {
        return new ConfusionMatrix(counts);
    }
}
