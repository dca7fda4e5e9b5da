package io.traindeck.run;

/** Something about a run folder that the user must know; the message is one line: what, where, what to do. */
public final class RunException extends Exception {
    private static final long serialVersionUID = 1L;

    public RunException(String message) {
        super(message);
    }

    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
