package io.traindeck.train;

/** A run ended {@code failed}; the message is the one line that says why. */
public final class TrainingFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public TrainingFailedException(String message) {
        super(message);
    }

    public TrainingFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
