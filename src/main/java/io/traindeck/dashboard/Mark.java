package io.traindeck.dashboard;

/** Something that fell on a step and is marked on the curves. */
record Mark(Kind kind, int step) {
    enum Kind {
        /** The checkpoint at the end of an epoch. */
        EPOCH,
        /** A checkpoint at any other step. */
        CHECKPOINT,
        PAUSE,
        RESUME
    }
}
