package io.traindeck.plot;

/** A plot cannot be made; the message is one line for the user: what, where, what to do. */
public final class PlotException extends Exception {
    private static final long serialVersionUID = 1L;

    PlotException(String message) {
        super(message);
    }

    PlotException(String message, Throwable cause) {
        super(message, cause);
    }
}
