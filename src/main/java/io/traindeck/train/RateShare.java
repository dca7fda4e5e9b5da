package io.traindeck.train;

import io.traindeck.model.CifarCnn;

/**
 * The share of the learning rate with which each layer learns, as a group of parameters with an {@code lr} of its own
 * has it in {@code torch.optim}; Howard and Ruder (2018, "Universal Language Model Fine-tuning for Text Classification")
 * call this discriminative.
 *
 * @param hidden the share of the hidden linear layer; all others learn with the whole rate
 */
record RateShare(double hidden) {
    static RateShare of(Dials dials) {
        return new RateShare(dials.extras().hiddenLr());
    }

    /**
     * Returns the learning rate of a parameter.
     *
     * @param lr the learning rate of the schedule
     */
    double of(double lr, String parameter) {
        return parameter.startsWith(CifarCnn.HIDDEN + ".") ? lr * hidden : lr;
    }
}
