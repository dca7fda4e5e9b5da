package io.traindeck.dashboard.page;

import io.traindeck.source.LoggedRun;
import java.util.List;

/** The request that a page makes of the viewer after a key or a command. */
public sealed interface Next {
    Next STAY = new Stay();
    Next BACK = new Back();
    Next RETURN = new Return();
    Next QUIT = new Quit();

    /** The page stays. */
    record Stay() implements Next {}

    /** Goes back to where this page was opened from. */
    record Back() implements Next {}

    /**
     * Goes back to where this page was opened from. The first page stays: a key that only goes back must not end the
     * program.
     */
    record Return() implements Next {}

    /** Leaves the program. */
    record Quit() implements Next {}

    /**
     * Opens that run.
     *
     * @param start the trainer that has just been started for it; null for none
     */
    record Open(LoggedRun run, LaunchedTrainer start) implements Next {
        /** Opens a run as it is. */
        public Open(LoggedRun run) {
            this(run, null);
        }
    }

    /** Shows those runs side by side. */
    record Compare(List<LoggedRun> runs) implements Next {}

    /** The page stays, and that text goes to the clipboard of whoever looks at the terminal. */
    record Copy(String text) implements Next {}

    /** The page stays, and a line of the command line is begun with that text. */
    record Type(String begun) implements Next {}

    /**
     * The page cannot go on, for that reason: goes back to where it was opened from. If it was the first page, the
     * program has failed.
     */
    record Fail(String reason) implements Next {}
}
