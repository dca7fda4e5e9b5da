package io.traindeck.dashboard.page;

import io.traindeck.source.LoggedRun;
import java.util.List;

/** What a page asks of the viewer after a key or a command. */
public sealed interface Next {
    Next STAY = new Stay();
    Next BACK = new Back();
    Next RETURN = new Return();
    Next QUIT = new Quit();

    /** The page stays. */
    record Stay() implements Next {}

    /** To where this page was opened from. */
    record Back() implements Next {}

    /** To where this page was opened from; if it is the first one, it stays: a key that only goes back ends no program. */
    record Return() implements Next {}

    /** Out of the program. */
    record Quit() implements Next {}

    /**
     * To that run.
     *
     * @param start the trainer that has just been started for it; null for none
     */
    record Open(LoggedRun run, LaunchedTrainer start) implements Next {
        /** To a run as it is. */
        public Open(LoggedRun run) {
            this(run, null);
        }
    }

    /** To those runs, side by side. */
    record Compare(List<LoggedRun> runs) implements Next {}

    /** The page stays, and that text goes to the clipboard of whoever looks at the terminal. */
    record Copy(String text) implements Next {}

    /** The page stays, and a line of the command line is begun with that text. */
    record Type(String begun) implements Next {}

    /** Out of the program, which has failed for that reason. */
    record Fail(String reason) implements Next {}
}
