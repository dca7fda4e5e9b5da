package io.traindeck.dashboard.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A line of the command line, or what was typed to search for.
 *
 * @param word in lower case; empty if nothing was typed; {@link #SEARCH} for a search
 * @param argument what comes after it; may be empty
 */
public record TypedCommand(String word, String argument) {
    /** The word that stands for a search. */
    public static final String SEARCH = "/";

    /** The commands that people type who are used to an editor. */
    private static final Map<String, String> ALIASES =
            Map.of("q!", "quit", "qa", "quit", "qa!", "quit", "quit!", "quit");

    /**
     * The command that is meant.
     *
     * @param commands those that there are
     * @return with the word of the one command that begins with what was typed; with the word as it is if there is no
     *     such command, or several
     */
    public TypedCommand among(List<String> commands) {
        String whole = ALIASES.getOrDefault(word, word);
        List<String> possible = possible(whole, commands);
        return possible.size() == 1 ? new TypedCommand(possible.get(0), argument) : new TypedCommand(whole, argument);
    }

    /** The commands that begin with a word; if the word is a command itself, only that one. */
    public static List<String> possible(String word, List<String> commands) {
        return commands.contains(word)
                ? List.of(word)
                : commands.stream()
                        .filter(command -> !word.isEmpty() && command.startsWith(word))
                        .distinct()
                        .toList();
    }

    /** Splits a line at its first space. */
    public static TypedCommand of(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        return new TypedCommand(parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1].strip() : "");
    }
}
