package io.traindeck.comparison;

/** The units of an axis along which runs are laid over each other. */
public enum AxisUnit {
    EPOCHS,
    /** Time in seconds. */
    TIME,
    STEPS
}
