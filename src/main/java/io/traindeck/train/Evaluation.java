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

/**
 * Sums of loss and of predictions over images, in evaluation mode and without a graph. Both the trainer's validation
 * and that of weights from a file are this, in the same batches, so that they agree to the last bit.
 */
final class Evaluation {
    /** Images per forward pass: large enough to be fast, small enough to fit. */
    private static final int BATCH_SIZE = 256;

    private final Network network;
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();

    private final int[][] counts;
    private double lossSum;
    private long images;

    Evaluation(Network network) {
        this.network = network;
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
            NDArray logits = network.model()
                    .forward(network.tensors().images(batch, batchManager), new CifarCnn.Mode.Evaluation());
            NDArray loss = crossEntropy.evaluate(new NDList(labels), new NDList(logits));
            lossSum += (double) loss.getFloat() * batch.size();
            long[] predictions = logits.argMax(1).toLongArray();
            for (int i = 0; i < batch.size(); i++) {
                int truth = (int) batch.labels().getLong(i * Long.BYTES);
                counts[truth][(int) predictions[i]]++;
            }
            images += batch.size();
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

    /** The confusion matrix of the images added so far. */
    ConfusionMatrix confusion() {
        return new ConfusionMatrix(counts);
    }
}
