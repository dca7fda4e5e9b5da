package io.traindeck.dashboard;

/** Something that fell on a step and is marked on the curves. */
record Mark(Kind kind, int step) {
    enum Kind {
        CHECKPOINT,
        PAUSE,
        RESUME
    }
}
