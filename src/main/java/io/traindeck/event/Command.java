package io.traindeck.event;

import java.util.Locale;
import java.util.Optional;

/**
 * The commands that a person may give to a running trainer. The names in lower case are the words in command files and
 * logs.
 */
public enum Command {
    PAUSE,
    RESUME,
    CHECKPOINT,
    /** Finishes the step, validates, keeps the best weights and ends. */
    STOP,
    /** Finishes the step, saves everything and ends, so that the run can go on later and its device is free. */
    PARK,
    /** Changes a dial from the next step on; only this command needs more than its name. */
    SET;

    /** The word used in files, logs and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the command of that word, or empty if there is none. */
    public static Optional<Command> of(String word) {
        for (Command command : values()) {
            if (command.word().equals(word)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
