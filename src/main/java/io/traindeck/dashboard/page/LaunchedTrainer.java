package io.traindeck.dashboard.page;

import java.util.Optional;

/** A trainer that was started from here; it is looked at until its first event. */
public interface LaunchedTrainer {
    /** When it was started, Unix milliseconds: its own events are not older. */
    long sinceMs();

    /** Its process. */
    long pid();

    /** Why it ended, in one line; empty while it lives. */
    Optional<String> ended();

    /** Nobody looks at it any more: if it has ended before its first event, what was made for it alone is cleared away. */
    default void leave() {
        // Most are started for a run that is there already.
    }
}
