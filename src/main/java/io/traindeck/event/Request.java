package io.traindeck.event;

import java.util.Objects;

/**
 * A command as it was sent to a trainer.
 *
 * @param id the name of the request in the log: every event about it carries this id
 * @param setting the dial that {@link Command#SET} sets, and its value; null for every other command
 */
public record Request(String id, Command command, Setting setting) {
    /**
     * A dial and the value that it is to have.
     *
     * @param dial the dial's name in the log
     * @param value a number, {@code true} or {@code false}, or a word, as it was typed
     */
    public record Setting(String dial, String value) {
        public Setting {
            Objects.requireNonNull(dial);
            Objects.requireNonNull(value);
        }
    }

    public Request {
        if ((command == Command.SET) != (setting != null)) {
            throw new IllegalArgumentException("set, and only set, names a dial and a value");
        }
    }

    /** Returns a request of a command that needs nothing but its name. */
    public static Request of(String id, Command command) {
        return new Request(id, command, null);
    }

    /**
     * Returns the word by which a trainer announces that it obeys this request: that of the command, {@code set:} and
     * the dial's name, or {@code pause} for the command that ends a pause.
     */
    public String announcedAs() {
        Command announced = command == Command.RESUME ? Command.PAUSE : command;
        return setting == null ? announced.word() : announced.word() + ":" + setting.dial();
    }
}
