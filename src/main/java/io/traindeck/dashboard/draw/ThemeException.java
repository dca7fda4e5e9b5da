package io.traindeck.dashboard.draw;

/** A theme that cannot be used. The message is one line: which file, which line of it, why. */
public final class ThemeException extends Exception {
    private static final long serialVersionUID = 1L;

    ThemeException(String message) {
        super(message);
    }
}
