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
    /** Over any of them, while the keys are explained. */
    HELP,
    /** Over any of them, while all that was said is shown. */
    MESSAGES,
    /** Over a run, while the early stop waits for a yes. */
    CONFIRM,
    /** Over the list of runs, while the deletion of one waits for a yes. */
    DELETION
}
