package io.traindeck.dashboard.page;

import java.util.Locale;

/**
 * A line of the command line, or what was typed to search for.
 *
 * @param word in lower case; empty where nothing was typed; {@link #SEARCH} for a search
 * @param argument what comes after it; may be empty
 */
public record TypedCommand(String word, String argument) {
    /** Stands for the command of a search. */
    public static final String SEARCH = "/";

    /** Splits a line at its first space. */
    public static TypedCommand of(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        return new TypedCommand(parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1].strip() : "");
    }
}
