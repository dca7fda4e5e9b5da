package io.traindeck.dashboard.page;

import java.util.Optional;

/** A trainer that was started from here; it is looked at until its first event. */
public interface LaunchedTrainer {
    /** The time when it was started, in Unix milliseconds: its own events are not older. */
    long sinceMs();

    /** Its process. */
    long pid();

    /** The reason why it ended, in one line; empty while it lives. */
    Optional<String> ended();

    /** The exit code by which a script tells why it ended; asked only once it has. */
    default int exitCode() {
        return 1;
    }

    /**
     * Says that nobody looks at it any more. If it has ended before its first event, what was made for it alone is
     * removed.
     */
    default void leave() {
        // Most trainers are started for a run that is there already.
    }
}
