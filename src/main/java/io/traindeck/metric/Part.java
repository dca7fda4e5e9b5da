package io.traindeck.metric;

/** The data that a metric was measured on. */
public enum Part {
    TRAIN,
    VALIDATION,
    TEST,
    /** None that the name says, as with a learning rate. */
    NONE
}
