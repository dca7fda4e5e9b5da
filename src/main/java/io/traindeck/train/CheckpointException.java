package io.traindeck.train;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** A checkpoint was refused; the message names the file, the reason and what to do, in one line. */
public final class CheckpointException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MAX_SHOWN = 80;

    /** Kinds of characters that a terminal obeys, or that change how what follows looks. */
    private static final Set<Integer> UNPRINTABLE = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR,
            (int) Character.SURROGATE,
            (int) Character.PRIVATE_USE,
            (int) Character.UNASSIGNED);

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The refusal to go on with a run that is done. */
    public static CheckpointException nothingLeft(String run, boolean stoppedEarly, long step) {
        return new CheckpointException("run " + run + " has nothing left to train: it "
                + (stoppedEarly ? "stopped early" : "completed") + " at step " + step);
    }

    static CheckpointException refused(Path file, String reason) {
        return new CheckpointException("checkpoint " + file + " is refused: " + reason);
    }

    /** The beginning of a text from a file, of which nothing may reach a terminal raw. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(MAX_SHOWN).forEach(c -> {
            if (UNPRINTABLE.contains(Character.getType(c))) {
                printable.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }
}
