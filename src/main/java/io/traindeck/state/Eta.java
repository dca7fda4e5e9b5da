package io.traindeck.state;

import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Measured;
import java.util.OptionalDouble;

/** Estimates when a run will be done, at its present pace. */
public final class Eta {
    /** A validation has no backward pass, which takes about twice the time of the forward pass. */
    private static final double VALIDATION_SPEEDUP = 3;

    private Eta() {}

    /**
     * Returns the seconds from {@code nowMs} to the end of the last planned step, or of the last epoch if the log tells
     * of whole epochs alone. Empty until plan and pace are known, and when the run is over. The value counts down
     * between events, but never by more than the work under way should take.
     */
    public static OptionalDouble seconds(RunState state, long nowMs) {
        Pace pace = state.pace();
        Tempo tempo = pace.tempo();
        if (state.isOver()) {
            return OptionalDouble.empty();
        } else if (!tempo.isKnown()) {
            return byEpochs(state, nowMs);
        } else if (state.plan().steps() <= 0) {
            return OptionalDouble.empty();
        }
        double stepsLeft = Math.max(0, state.plan().steps() - state.lastStep());
        double left = stepsLeft * tempo.seconds() + validationsLeft(state, stepsLeft) * validationSeconds(state);
        return OptionalDouble.of(Math.max(0, left - Math.min(usualSeconds(state), pace.underWaySeconds(nowMs))));
    }

    private static OptionalDouble byEpochs(RunState state, long nowMs) {
        Mean epoch = state.pace().epoch();
        if (state.plan().epochs() <= 0 || epoch.count() == 0) {
            return OptionalDouble.empty();
        }
        double left = Math.max(0, state.plan().epochs() - state.epochsDone()) * epoch.value();
        double underWay = Math.min(epoch.value(), state.pace().underWaySeconds(nowMs));
        return OptionalDouble.of(Math.max(0, left - underWay));
    }

    /**
     * Returns how many validations are left: one for each epoch if the run has epochs; else as many as came in the same
     * number of steps so far.
     */
    private static double validationsLeft(RunState state, double stepsLeft) {
        Plan plan = state.plan();
        Measured last = state.rows().last();
        if (plan.epochs() > 0 && (last == null || last.kind() == Measured.Kind.EPOCH)) {
            return Math.max(0, plan.epochs() - state.epochsDone());
        }
        return state.lastStep() == 0 ? 0 : state.pace().validation().count() * stepsLeft / state.lastStep();
    }

    /**
     * Returns how long a validation takes, in seconds; before the first one, as long as its images would take without a
     * backward pass.
     */
    static double validationSeconds(RunState state) {
        Mean validation = state.pace().validation();
        if (validation.count() > 0 || state.speed().perSecond() == 0) {
            return validation.value();
        }
        return Math.max(0, state.about().count("val_images")) / (state.speed().perSecond() * VALIDATION_SPEEDUP);
    }

    /** Returns how long the work under way should take until the next line of the log, in seconds. */
    static double usualSeconds(RunState state) {
        Tempo tempo = state.pace().tempo();
        return state.phase().validating() ? validationSeconds(state) : tempo.seconds() * tempo.stride();
    }
}
