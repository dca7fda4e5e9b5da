package io.traindeck.dashboard.keys;

/** The place where a key is pressed, which decides what the key means. */
public enum Context {
    /** The page of a run that trains, or that has ended. */
    LIVE,
    /** The replay of a log. */
    REPLAY,
    /** The list of runs. */
    HOME,
    /** Runs side by side. */
    COMPARE,
    /** The page of help, over any of these. */
    HELP,
    /** The page of messages, over any of these. */
    MESSAGES,
    /** The question over a run whether to stop it early. */
    CONFIRM,
    /** The question over the list of runs whether to delete one of them. */
    DELETION
}
