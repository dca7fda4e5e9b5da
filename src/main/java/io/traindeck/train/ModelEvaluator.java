package io.traindeck.train;

import io.traindeck.data.Batch;
import io.traindeck.data.BatchLoader;
import io.traindeck.data.DataSet;
import io.traindeck.model.Architecture;
import io.traindeck.model.Torch;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/**
 * Measures what weights from a file achieve on the validation images. On the same machine, device and thread count the
 * figures equal those of the trainer's own validation, to the last bit.
 */
public final class ModelEvaluator {
    private ModelEvaluator() {}

    /**
     * The figures of an evaluation.
     *
     * @param loss the mean over the images
     * @param confusion the confusion matrix, which has the accuracy too
     * @param flipAccuracy the accuracy of scores that are averaged over each image and its mirror image; empty unless it
     *     was asked for
     */
    public record Result(double loss, ConfusionMatrix confusion, OptionalDouble flipAccuracy) {}

    /**
     * Runs every validation image through the network.
     *
     * @param architecture the network that the weights are for, with as many classes as {@code data}
     * @param withMirrored whether the accuracy with mirror images is wanted too, which doubles the time
     * @param progress told after each batch how many images are done
     * @throws CheckpointException if the weights are of another network
     */
    public static Result evaluate(
            ModelFile weights,
            Architecture architecture,
            DataSet data,
            boolean withMirrored,
            Torch torch,
            IntConsumer progress)
            throws CheckpointException, InterruptedException {
        // The initial weights are drawn only to be replaced.
        int seed = 0;
        try (Network network = Network.of(architecture, seed, data.normalisation(), torch);
                BatchLoader batches = Evaluation.batches(data)) {
            weights.loadInto(network.model());
            Evaluation evaluation = new Evaluation(network, withMirrored);
            batches.start(1, 0);
            int images = 0;
            for (Optional<Batch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                evaluation.add(batch.get());
                images += batch.get().size();
                progress.accept(images);
            }
            return new Result(evaluation.loss(), evaluation.confusion(), evaluation.flipAccuracy());
        }
    }
}
