package io.traindeck.advice;

import io.traindeck.advice.Signals.Role;
import io.traindeck.event.TrainEvent.Measured;

/**
 * Numbers that were measured at one moment, by the roles that they play.
 *
 * @param places where in the line each role's number stands, as {@link Signals#places} says
 */
record Line(Measured measured, int[] places) {
    boolean has(Role role) {
        return places[role.ordinal()] >= 0;
    }

    /** NaN if the line has none. */
    double value(Role role) {
        int at = places[role.ordinal()];
        return at < 0 ? Double.NaN : measured.values().at(at);
    }

    /** Whether it has a value of that role, which is no number. */
    boolean fails(Role role) {
        return has(role) && !Double.isFinite(value(role));
    }

    /** Whether it holds values of one step, or of some steps. */
    boolean isStep() {
        return measured.kind() == Measured.Kind.STEP
                && (has(Role.TRAIN_LOSS) || has(Role.RATE) || has(Role.GRAD_NORM) || has(Role.SPEED));
    }

    /** Whether it belongs in the run's table: it is called so, or has been measured on the validation data. */
    boolean isRound() {
        return has(Role.VAL_LOSS)
                || has(Role.VAL_SCORE)
                || measured.kind() != Measured.Kind.STEP && (has(Role.TRAIN_LOSS) || has(Role.GOAL));
    }
}
