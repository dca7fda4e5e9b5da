package io.traindeck.train;

import io.traindeck.text.Safe;
import java.nio.file.Path;

/** A checkpoint was refused; the message names the file, the reason and what to do, in one line. */
public final class CheckpointException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MAX_SHOWN = 80;
    private static final String IS_REFUSED = " is refused: ";

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the refusal to go on with a run that is done. */
    public static CheckpointException nothingLeft(String run, boolean stoppedEarly, long step) {
        return new CheckpointException(done(run, stoppedEarly, step) + "; train on with more --epochs");
    }

    /** Returns the refusal to branch from where a run was done. */
    static CheckpointException nothingLeftToBranch(String run, boolean stoppedEarly, long step) {
        return new CheckpointException(
                done(run, stoppedEarly, step) + "; branch from an earlier step, or with more epochs");
    }

    private static String done(String run, boolean stoppedEarly, long step) {
        return "run " + run + " has nothing left to train: it " + (stoppedEarly ? "stopped early" : "completed")
                + " at step " + step;
    }

    /** Returns the refusal to repeat a part of a run that has diverged, because it would diverge again. */
    public static CheckpointException diverged(String run, String how) {
        return new CheckpointException("run " + run + " diverged (" + how
                + ") and would do so again: resume it with a lower --max-lr, branch from before it, or name an earlier"
                + " checkpoint with --from");
    }

    static CheckpointException refused(Path file, String reason) {
        return new CheckpointException("checkpoint " + file + IS_REFUSED + reason);
    }

    /** Whether a file is to blame, so that another may do. */
    public boolean isOfFile() {
        return getMessage().contains(IS_REFUSED);
    }

    /** The beginning of a text from a file, safe for a line on a terminal. */
    static String beginning(String text) {
        return Safe.forLine(text.codePoints()
                .limit(MAX_SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }
}
