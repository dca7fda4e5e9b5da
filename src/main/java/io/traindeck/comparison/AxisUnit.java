package io.traindeck.comparison;

/** What the places on an axis count, along which runs are laid over each other. */
public enum AxisUnit {
    EPOCHS,
    /** Seconds. */
    TIME,
    STEPS
}
