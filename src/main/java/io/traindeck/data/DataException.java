package io.traindeck.data;

/** A data set cannot be had. The message is one line for the user: what is wrong, where, and what to do. */
public final class DataException extends Exception {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
