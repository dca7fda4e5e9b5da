package io.traindeck.state;

/** Something that fell on a step and is marked on the curves. */
public record Mark(Kind kind, long step) {
    /** The kind of thing that fell on the step. */
    public enum Kind {
        /** The checkpoint at the end of an epoch. */
        EPOCH,
        /** A checkpoint at any other step. */
        CHECKPOINT,
        PAUSE,
        RESUME,
        /** The turn of a dial. */
        DIAL
    }
}
