package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.traindeck.data.Draws;
import io.traindeck.model.CifarCnn;
import java.util.Map;
import java.util.Optional;

/**
 * An exponential moving average of the weights (Polyak and Juditsky 1992), which often generalises better than the
 * weights that are trained: the average is validated, and saved as the best weights. Training itself never looks at it.
 *
 * <p>After the n-th update, {@code average = d * average + (1 - d) * weights} with {@code d = min(decay, (1 + n) / (10 +
 * n))}, as {@code tf.train.ExponentialMovingAverage} has it with {@code num_updates}: at first the average forgets fast,
 * so that it is not full of the weights that were drawn at random. The running means and variances of the batch
 * normalisations are averaged like weights, as {@code ModelEmaV2} of timm and {@code AveragedModel(use_buffers=True)} of
 * PyTorch do; their counts of batches are copied.
 */
final class WeightAverage {
    private static final NDIndex EVERYTHING = new NDIndex("...");

    private final CifarCnn trained;
    private final CifarCnn average;
    private final double decay;

    private WeightAverage(CifarCnn trained, CifarCnn average, double decay) {
        this.trained = trained;
        this.average = average;
        this.decay = decay;
    }

    /**
     * Returns an average that begins as the weights are now.
     *
     * @param decay the decay, in [0, 1); 0 for no average
     * @param manager the manager in which the averages live
     */
    static Optional<WeightAverage> of(CifarCnn trained, double decay, NDManager manager) {
        if (decay == 0) {
            return Optional.empty();
        }
        // The weights that are drawn here are replaced below.
        CifarCnn average =
                new CifarCnn(trained.architecture(), manager, Draws.at(0, Draws.Purpose.INITIALISATION, 0, 0));
        trained.stateDict()
                .forEach((name, tensor) -> average.stateDict().get(name).set(EVERYTHING, tensor));
        return Optional.of(new WeightAverage(trained, average, decay));
    }

    /** Returns the network whose weights are the averages. */
    CifarCnn model() {
        return average;
    }

    /** @param updates how many updates the weights have had, from 1 */
    void update(int updates) {
        double kept = Math.min(decay, (1.0 + updates) / (10.0 + updates));
        Map<String, NDArray> weights = trained.stateDict();
        average.stateDict().forEach((name, mean) -> {
            if (!mean.getDataType().isFloating()) {
                mean.set(EVERYTHING, weights.get(name));
                return;
            }
            try (NDArray share = weights.get(name).mul(1 - kept)) {
                mean.muli(kept).addi(share);
            }
        });
    }
}
