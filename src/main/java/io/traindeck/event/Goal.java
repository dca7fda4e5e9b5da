package io.traindeck.event;

import java.util.Objects;

/** The metric by which a run's best moment is found, and its better direction. */
public record Goal(String metric, Better better) {
    /**
     * This method is written out because Java makes the {@code equals} of a record when it is first called, and the
     * first picture would wait.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Goal goal && better == goal.better && Objects.equals(metric, goal.metric);
    }

    @Override
    public int hashCode() {
        return Objects.hash(metric, better);
    }

    /** The better one of two values: the higher or the lower one. */
    public enum Better {
        HIGHER,
        LOWER
    }
}
