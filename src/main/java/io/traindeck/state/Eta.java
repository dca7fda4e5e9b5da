package io.traindeck.state;

import io.traindeck.event.TrainEvent.Epoch;
import java.util.OptionalDouble;

/** When a run will be done, at the pace it has. */
public final class Eta {
    /** A validation has no backward pass, which takes about twice the time of the forward pass. */
    private static final double VALIDATION_SPEEDUP = 3;

    private Eta() {}

    /**
     * Seconds from {@code nowMs} to the end of the last planned epoch; empty until the pace is known and when the run
     * is over. Counts down between events, but never by more than the step or validation under way should take.
     */
    public static OptionalDouble seconds(RunState state, long nowMs) {
        Pace pace = state.pace();
        if (state.started() == null || state.isOver() || !pace.isKnown()) {
            return OptionalDouble.empty();
        }
        Epoch done = state.lastEpoch();
        int epochsDone = done == null ? 0 : done.epoch();
        double validation = validationSeconds(state);
        double left = Math.max(0, state.plannedSteps() - state.lastStep()) * pace.stepSeconds()
                + Math.max(0, state.plannedEpochs() - epochsDone) * validation;
        double underWay = state.phase().validating() ? validation : pace.stepSeconds();
        return OptionalDouble.of(Math.max(0, left - Math.min(underWay, pace.underWaySeconds(nowMs))));
    }

    /** How long a validation takes; before the first one, as long as its images would take without a backward pass. */
    static double validationSeconds(RunState state) {
        Pace pace = state.pace();
        if (pace.validations() > 0 || state.started() == null || pace.imagesPerS() == 0) {
            return pace.validationSeconds();
        }
        return Math.max(0, state.started().valImages()) / (pace.imagesPerS() * VALIDATION_SPEEDUP);
    }
}
