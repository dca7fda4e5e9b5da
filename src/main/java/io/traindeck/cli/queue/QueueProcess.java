package io.traindeck.cli.queue;

import io.traindeck.cli.trainer.DetachedProcess;

/**
 * The process in the background that gives the runs of a queue their turn, seen from a terminal.
 *
 * @param process the process that was started for this; null if another was there already
 * @param command the command by which the user comes back
 */
record QueueProcess(RunQueue queue, DetachedProcess process, String command) {
    /** Whether the process lives. */
    boolean goesOn() {
        return process != null ? process.ended().isEmpty() : queue.isUnderWay();
    }

    /** Returns how the process ended; empty if it has not. */
    String end() {
        if (process == null) {
            return goesOn()
                    ? ""
                    : "The process that trained these runs has ended; the same command tells how far they are.";
        }
        return process.succeeded()
                ? "Every run has had its turn; q prints the table."
                : process.ended()
                        .map(how -> how + "; the same command goes on from there")
                        .orElse("");
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
