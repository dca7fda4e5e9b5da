package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.loss.Loss;
import io.traindeck.data.Batch;
import io.traindeck.data.BatchLoader;
import io.traindeck.data.BatchOrder;
import io.traindeck.data.DataSet;
import io.traindeck.model.CifarCnn;
import java.util.OptionalDouble;

/**
 * Sums of loss and of predictions over images, in evaluation mode and without a graph. Both the trainer's validation
 * and that of weights from a file are this, in the same batches, so that they agree to the last bit.
 */
final class Evaluation {
    /** Images per forward pass: large enough to be fast, small enough to fit. */
    private static final int BATCH_SIZE = 256;

    /** Of images (N, 3, 32, 32). */
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

    /** @param withMirrored whether {@link #flipAccuracy} is wanted too, which takes as long once more */
    Evaluation(Network network, boolean withMirrored) {
        this.network = network;
        this.withMirrored = withMirrored;
        int classes = network.model().architecture().classes();
        counts = new int[classes][classes];
    }

    /** The validation images in the batches that are to be added. */
    static BatchLoader batches(DataSet data) {
        return new BatchLoader(data.validation(), BATCH_SIZE, BatchOrder.validation());
    }

    void add(Batch batch) {
        try (NDManager batchManager = network.manager().newSubManager()) {
            NDArray labels = network.tensors().labels(batch, batchManager);
            NDArray inputs = network.tensors().images(batch, batchManager);
            NDArray logits = network.model().forward(inputs, new CifarCnn.Mode.Evaluation());
            NDArray loss = crossEntropy.evaluate(new NDList(labels), new NDList(logits));
            lossSum += (double) loss.getFloat() * batch.size();
            long[] predictions = logits.argMax(1).toLongArray();
            for (int i = 0; i < batch.size(); i++) {
                int truth = (int) batch.labels().getLong(i * Long.BYTES);
                counts[truth][(int) predictions[i]]++;
            }
            images += batch.size();
            if (withMirrored) {
                NDArray mirrored = network.model().forward(mirrored(inputs), new CifarCnn.Mode.Evaluation());
                correctWithMirrored += TrainStep.countCorrect(logits.add(mirrored), labels);
            }
        }
    }

    /** Mean over the images added so far. */
    double loss() {
        return lossSum / images;
    }

    /**
     * Share of the images added so far that were taken for what they are, in [0, 1]; NaN if the loss is not finite, since
     * the class that scores of NaN seem to choose is nobody's choice.
     */
    double accuracy() {
        return Double.isFinite(loss()) ? confusion().accuracy() : Double.NaN;
    }

    static NDArray mirrored(NDArray images) {
        return images.flip(WIDTH_AXIS);
    }

    /**
     * The accuracy if the scores of each image are averaged with those of its mirror image; empty if that is not wanted.
     * NaN like {@link #accuracy}.
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
