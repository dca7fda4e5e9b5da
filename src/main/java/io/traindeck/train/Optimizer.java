package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/**
 * Turns gradients into updates of the parameters. Its memory from one update to the next is in {@link #state}, by names
 * of parameters, so that a checkpoint can hold it.
 */
interface Optimizer {
    /**
     * Makes the optimizer that {@code dials} name, before its first update.
     *
     * @param manager the manager in which its state lives
     */
    static Optimizer of(Map<String, NDArray> parameters, Dials dials, NDManager manager) {
        return switch (dials.updates().optimizer()) {
            case ADAMW, ADAM -> new Adam(parameters, dials, manager);
            case SGD -> new Sgd(parameters, dials, manager);
            case MUON -> new Muon(parameters, dials, manager);
        };
    }

    /**
     * Updates every parameter and sets its gradient to zero.
     *
     * @param gradients the gradients, by parameter name, all finite
     * @param scale the factor by which each gradient is multiplied first: the clip coefficient
     * @param update how many updates this makes, from 1
     * @param momentum the momentum of the schedule: the decay of the mean of past gradients
     */
    void step(Map<String, NDArray> gradients, float scale, int update, double lr, double momentum);

    /** Changes the decay of tensors of two or more dimensions, from the next update on. */
    void decay(double newWeightDecay);

    /** Returns its memory, by names that end in those of the parameters. */
    Map<String, NDArray> state();
}
