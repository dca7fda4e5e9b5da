package io.traindeck.model;

/** The engine or the device cannot be used; the message is one line for the user: what, and what to do. */
public final class TorchException extends Exception {
    private static final long serialVersionUID = 1L;

    TorchException(String message) {
        super(message);
    }

    TorchException(String message, Throwable cause) {
        super(message, cause);
    }
}
