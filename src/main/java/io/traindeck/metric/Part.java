package io.traindeck.metric;

/** The data that a metric was measured on. */
public enum Part {
    TRAIN,
    VALIDATION,
    TEST,
    /** No part: the name does not tell one, as for a learning rate. */
    NONE;

    /** Returns whether the run is not trained on this data. */
    public boolean isHeldOut() {
        return this == VALIDATION || this == TEST;
    }
}
