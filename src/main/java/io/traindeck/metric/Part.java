package io.traindeck.metric;

/** The data that a metric was measured on. */
public enum Part {
    TRAIN,
    VALIDATION,
    TEST,
    /** None that the name says, as with a learning rate. */
    NONE;

    /** Whether it is data that the run is not trained on. */
    public boolean isHeldOut() {
        return this == VALIDATION || this == TEST;
    }
}
