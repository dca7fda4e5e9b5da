package io.traindeck.run;

import io.traindeck.text.Safe;
import java.util.Optional;

/** The rules for names of runs. A name is that of a folder too, and it is typed in commands. */
public final class RunNames {
    /** Fits every file system, with room for what is put before and after it. */
    static final int MAX_NAME = 100;

    private RunNames() {}

    /** @throws RunException if {@code name} cannot be the name of a run */
    public static void require(String name) throws RunException {
        Optional<String> fault = faultOf(name);
        if (fault.isPresent()) {
            throw new RunException("\"" + Safe.forLine(name) + "\" cannot be the name of a run: " + fault.get()
                    + "; choose another --name");
        }
    }

    /** The reason why {@code name} cannot be the name of a run; empty if it can. */
    static Optional<String> faultOf(String name) {
        if (name.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (name.length() > MAX_NAME) {
            return Optional.of("it is longer than " + MAX_NAME + " characters");
        }
        if (name.contains("/") || name.contains("..")) {
            return Optional.of("it holds \"/\" or \"..\"");
        }
        if (name.startsWith(".") || name.startsWith("-")) {
            return Optional.of("it starts with \"" + name.charAt(0) + "\"");
        }
        if (!name.equals(Safe.forLine(name)) || !name.equals(name.strip())) {
            return Optional.of("it holds characters that do not print, or begins or ends with a space");
        }
        return Optional.empty();
    }
}
