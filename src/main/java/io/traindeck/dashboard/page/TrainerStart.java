package io.traindeck.dashboard.page;

import java.util.Optional;

/** A trainer that was started from here, until its first event. */
public interface TrainerStart {
    /** When it was started, Unix milliseconds: its own events are not older. */
    long sinceMs();

    /** Its process. */
    long pid();

    /** Why it ended, in one line; empty while it lives. */
    Optional<String> ended();
}
