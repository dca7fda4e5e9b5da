package io.traindeck.event;

import java.util.Locale;
import java.util.Optional;

/** What a person may ask of a running trainer. The names in lower case are the words in command files and logs. */
public enum Command {
    PAUSE,
    RESUME,
    CHECKPOINT,
    /** To finish the step, validate, keep the best weights and end. */
    STOP,
    /** To finish the step, save everything and end, so that the run can go on later and its device is free. */
    PARK,
    /** To change a dial from the next step on; only this one needs more than its name. */
    SET;

    /** The word used in files, logs and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The command of that word, or empty if there is none. */
    public static Optional<Command> of(String word) {
        for (Command command : values()) {
            if (command.word().equals(word)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
