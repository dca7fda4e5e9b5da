package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.traindeck.model.CifarCnn;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of a run: the model, the optimizer's state, the average of the weights if there is one, and the best
 * weights so far.
 *
 * <p>A checkpoint holds them all. The best weights are among them although {@code best.safetensors} has them too: a
 * run that is resumed from before an early stop must not keep the weights that the stop found best.
 */
final class TrainingState {
    /** The prefix of the model's state_dict names in a full checkpoint. */
    static final String MODEL = "model/";

    /** The prefix of the averages of the model's state_dict in a full checkpoint. */
    static final String AVERAGE = "ema/";

    private static final NDIndex EVERYTHING = new NDIndex("...");

    private final CifarCnn model;
    private final Optimizer optimizer;
    private final Optional<WeightAverage> average;
    private final Map<String, NDArray> best = new LinkedHashMap<>();

    /** @param manager the manager in which the best weights are kept */
    TrainingState(CifarCnn model, Optimizer optimizer, Optional<WeightAverage> average, NDManager manager) {
        this.model = model;
        this.optimizer = optimizer;
        this.average = average;
        model.stateDict().forEach((name, tensor) -> {
            Shape shape = tensor.getShape();
            best.put(name, manager.zeros(shape, tensor.getDataType()));
        });
    }

    /**
     * Returns the name of the first tensor of the model, the optimizer or the average that holds NaN or an infinite
     * number; empty if all is well.
     */
    Optional<String> firstNotFinite() {
        return tensors(false).entrySet().stream()
                .filter(entry -> entry.getValue().getDataType().isFloating() && !isFinite(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Looks at the tensors that a checkpoint would hold.
     *
     * @throws NotFiniteException if some of it is not finite: such a state never becomes good again, and must not take the
     *     place of one that is
     */
    void requireFinite() {
        firstNotFinite().ifPresent(tensor -> {
            throw new NotFiniteException(tensor);
        });
    }

    /** Whether all numbers are finite. Zero times a finite number is zero, and zero times any other is NaN. */
    private static boolean isFinite(NDArray tensor) {
        try (NDArray zeros = tensor.mul(0);
                NDArray sum = zeros.sum()) {
            return sum.getFloat() == 0;
        }
    }

    /** Returns the network that is validated: the one that is trained, or the one that averages its weights. */
    CifarCnn validated() {
        return average.map(WeightAverage::model).orElse(model);
    }

    /** Keeps a copy of the weights that were validated, which are the best so far. */
    void keepBest() {
        validated().stateDict().forEach((name, tensor) -> best.get(name).set(EVERYTHING, tensor));
    }

    /** Gives the model the best weights. */
    void loadBest() {
        model.stateDict().forEach((name, tensor) -> tensor.set(EVERYTHING, best.get(name)));
    }

    /** The best weights by their state_dict names. */
    Map<String, NDArray> best() {
        return best;
    }

    /** The tensors that a full checkpoint holds, by their names there. */
    Map<String, NDArray> tensors(boolean withBest) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        model.stateDict().forEach((name, tensor) -> tensors.put(MODEL + name, tensor));
        optimizer.state().forEach((name, tensor) -> tensors.put("optimizer/" + name, tensor));
        average.ifPresent(
                mean -> mean.model().stateDict().forEach((name, tensor) -> tensors.put(AVERAGE + name, tensor)));
        if (withBest) {
            best.forEach((name, tensor) -> tensors.put("best/" + name, tensor));
        }
        return tensors;
    }

    /** Writes little-endian {@code bytes} into {@code tensor} without moving it. */
    static void restore(NDArray tensor, ByteBuffer bytes) {
        // A copy is needed: the engine wants memory that is direct and aligned.
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining()).order(bytes.order());
        direct.put(bytes).flip();
        try (NDArray source = tensor.getManager().create(direct, tensor.getShape(), tensor.getDataType())) {
            tensor.set(EVERYTHING, source);
        }
    }
}
