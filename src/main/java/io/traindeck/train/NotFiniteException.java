package io.traindeck.train;

/** Weights, or the state of the optimizer, have become NaN or infinite: nothing of them may be kept. */
final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param tensor the name that the first broken tensor has in a checkpoint */
    NotFiniteException(String tensor) {
        super(tensor + " is not finite any more");
    }
}
