package io.traindeck.event;

/** The metric that says which moment of a run is its best, and which way is better. */
public record Goal(String metric, Better better) {
    /** Which of two values is better. */
    public enum Better {
        HIGHER,
        LOWER
    }
}
