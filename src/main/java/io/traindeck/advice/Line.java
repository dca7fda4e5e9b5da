package io.traindeck.advice;

import io.traindeck.advice.Signals.Role;
import io.traindeck.event.TrainEvent.Measured;

/**
 * The numbers that were measured at one moment, by the roles that they play.
 *
 * @param places the index of each role's number in the line, as {@link Signals#places} tells it
 */
record Line(Measured measured, int[] places) {
    boolean has(Role role) {
        return places[role.ordinal()] >= 0;
    }

    /** Returns the value of a role; NaN if the line has none. */
    double value(Role role) {
        int at = places[role.ordinal()];
        return at < 0 ? Double.NaN : measured.values().at(at);
    }

    /** Returns whether the line has a value of that role that is not finite. */
    boolean fails(Role role) {
        return has(role) && !Double.isFinite(value(role));
    }

    /** Returns whether the line holds values of one step, or of several steps. */
    boolean isStep() {
        return measured.kind() == Measured.Kind.STEP
                && (has(Role.TRAIN_LOSS) || has(Role.RATE) || has(Role.GRAD_NORM) || has(Role.SPEED));
    }

    /**
     * Returns whether the line belongs in the run's table: it is no line of a step, or it holds values on the
     * validation data.
     */
    boolean isRound() {
        return has(Role.VAL_LOSS)
                || has(Role.VAL_SCORE)
                || measured.kind() != Measured.Kind.STEP && (has(Role.TRAIN_LOSS) || has(Role.GOAL));
    }
}
