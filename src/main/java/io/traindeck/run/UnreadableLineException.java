package io.traindeck.run;

/** A line of {@code events.jsonl} that is no event; the message says why. */
public final class UnreadableLineException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableLineException(String message) {
        // Garbage is counted by the thousand and nobody looks at where it was noticed.
        super(message, null, false, false);
    }
}
