package io.traindeck.cli;

/** A command failed; the message is the one line for the user: what, where, what to do. */
final class CliException extends Exception {
    private static final long serialVersionUID = 1L;

    CliException(String message) {
        super(message);
    }

    CliException(String message, Throwable cause) {
        super(message, cause);
    }
}
