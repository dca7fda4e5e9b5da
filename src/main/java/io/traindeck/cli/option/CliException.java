package io.traindeck.cli.option;

/** A command failed; the message is the one line for the user: what, where, what to do. */
public final class CliException extends Exception {
    private static final long serialVersionUID = 1L;

    public CliException(String message) {
        super(message);
    }

    public CliException(String message, Throwable cause) {
        super(message, cause);
    }
}
