package io.traindeck.train;

/** Weights, or what the optimizer remembers, are no numbers any more: nothing of them may be kept. */
final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param tensor the name that the first broken tensor has in a checkpoint */
    NotFiniteException(String tensor) {
        super(tensor + " is not finite any more");
    }
}
