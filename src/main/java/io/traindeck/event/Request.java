package io.traindeck.event;

import java.util.Objects;

/**
 * One command as it was sent to one trainer.
 *
 * @param id names it in the log: every event of its life carries it
 * @param setting what {@link Command#SET} sets; null with every other command
 */
public record Request(String id, Command command, Setting setting) {
    /**
     * A dial and the value that it shall have.
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

    /** A command that needs nothing but its name. */
    public static Request of(String id, Command command) {
        return new Request(id, command, null);
    }

    /**
     * The word by which a trainer announces that it obeys this: the command's, {@code set:} and the dial's name, or for
     * whatever ends a pause {@code pause}.
     */
    public String announcedAs() {
        Command announced = command == Command.RESUME ? Command.PAUSE : command;
        return setting == null ? announced.word() : announced.word() + ":" + setting.dial();
    }
}
