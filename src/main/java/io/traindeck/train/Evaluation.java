package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.loss.Loss;
import io.traindeck.data.Batch;
import io.traindeck.model.CifarCnn;

/** Sums of loss and correct answers over images, in evaluation mode and without a graph. */
final class Evaluation {
    private final CifarCnn model;
    private final BatchTensors tensors;
    private final NDManager manager;
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();

    private double lossSum;
    private long correct;
    private long images;

    Evaluation(CifarCnn model, BatchTensors tensors, NDManager manager) {
        this.model = model;
        this.tensors = tensors;
        this.manager = manager;
    }

    void add(Batch batch) {
        try (NDManager batchManager = manager.newSubManager()) {
            NDArray labels = tensors.labels(batch, batchManager);
            NDArray logits = model.forward(tensors.images(batch, batchManager), new CifarCnn.Mode.Evaluation());
            NDArray loss = crossEntropy.evaluate(new NDList(labels), new NDList(logits));
            lossSum += (double) loss.getFloat() * batch.size();
            correct += countCorrect(logits, labels);
            images += batch.size();
        }
    }

    /** Mean over the images added so far. */
    double loss() {
        return lossSum / images;
    }

    /** In [0, 1], over the images added so far. */
    double accuracy() {
        return (double) correct / images;
    }

    /** How many rows of (N, classes) logits have their largest entry at the label. */
    static int countCorrect(NDArray logits, NDArray labels) {
        return Math.toIntExact(logits.argMax(1).eq(labels).countNonzero().getLong());
    }
}
