package io.traindeck.train;

/** A checkpoint was refused; the message names the file, the reason and what to do, in one line. */
public final class CheckpointException extends Exception {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
