package io.traindeck.cli.queue;

import io.traindeck.cli.trainer.DetachedProcess;
import io.traindeck.run.RunException;

/** The process in the background that gives the runs of a queue their turn, seen from a terminal. */
final class QueueProcess {
    /** Words at the end of a sentence that says why a queue has stopped. */
    static final String GOES_ON = "the same command goes on";

    /** Words that come before the command by which a queue goes on. */
    static final String GO_ON_WITH = "go on with: ";

    private final RunQueue queue;
    private final DetachedProcess process;
    private final String command;

    /** Null until the process has ended: what is left is looked up in the logs of all runs, and so once. */
    private String end;

    /**
     * @param process the process that was started for this; null if another was there already
     * @param command the command by which the user comes back
     */
    QueueProcess(RunQueue queue, DetachedProcess process, String command) {
        this.queue = queue;
        this.process = process;
        this.command = command;
    }

    /** Whether the process lives. */
    boolean goesOn() {
        return process != null ? process.ended().isEmpty() : queue.isUnderWay();
    }

    /** Returns how the process ended; empty if it has not. */
    String end() {
        if (goesOn()) {
            return "";
        }
        if (end == null) {
            end = process == null
                    ? "The process that trained these runs has ended; the same command tells how far they are."
                    : end(process.ended().orElseThrow());
        }
        return end;
    }

    /** @param how the last words of the process */
    private String end(String how) {
        if (process.succeeded()) {
            return "Every run has had its turn; q prints the table.";
        }
        if (isNothingLeft()) {
            return how + "; q prints the table";
        }
        return how.endsWith(GOES_ON) || how.contains(GO_ON_WITH) ? how : how + "; " + GOES_ON;
    }

    private boolean isNothingLeft() {
        try {
            return queue.firstLeft().isEmpty();
        } catch (RunException e) {
            // A run whose log cannot be read is not done.
            return false;
        }
    }

    String farewell() {
        if (!goesOn()) {
            return "";
        }
        String pid =
                process == null ? "" : " (pid " + process.pid() + "; kill " + process.pid() + " saves and ends it)";
        return "The " + queue.what() + " goes on" + pid + ". Come back with: " + command;
    }
}
