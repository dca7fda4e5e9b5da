package io.traindeck.dashboard.draw;

import io.traindeck.state.Status;

/** The meaning of a cell; a theme says how it looks. Themes use these names, see {@code themes/}. */
public enum Role {
    /** Ordinary words and numbers. */
    TEXT,
    /** Labels, units, and what may be overlooked. */
    DIM,
    /** Axes, rules, the ends of gauges. */
    FRAME,
    /** The one colour that leads the eye: progress, the present point, the keys. */
    ACCENT,
    /** All that is measured on the training set. */
    TRAIN,
    /** All that is measured on the validation set. */
    VALIDATION,
    /** The best so far, and what went well. */
    GOOD,
    /** Something to look at. */
    WARN,
    /** Something to act on. */
    BAD,
    /** The line or cell under the cursor. */
    SELECTED,
    /** The runs that are compared, in their order: each its own colour, beside a sign of its own. */
    RUN_1,
    RUN_2,
    RUN_3,
    RUN_4,
    RUN_5,
    RUN_6,
    RUN_7,
    RUN_8;

    /** The role in which the screen says what a run is doing. */
    public static Role of(Status status) {
        return switch (status) {
            case WAITING, READING, LOADING, STARTING, QUIET, QUEUED -> DIM;
            case RUNNING, VALIDATING, COMPLETED, EARLY_STOP, STOPPED -> GOOD;
            case UNKNOWN, PAUSED, PARKED, TERMINATED -> WARN;
            case STALLED, CRASHED, FAILED -> BAD;
        };
    }

    /** The role of a compared run, by its place among those that have a colour: from 0 to 7. */
    public static Role run(int place) {
        return values()[RUN_1.ordinal() + place];
    }
}
