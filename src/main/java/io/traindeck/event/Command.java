package io.traindeck.event;

import java.util.Locale;
import java.util.Optional;

/** What a person may ask of a running trainer. The names in lower case are the words in command files and logs. */
public enum Command {
    PAUSE,
    RESUME,
    CHECKPOINT,
    STOP;

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
