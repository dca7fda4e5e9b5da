package io.traindeck.text;

import java.util.regex.Pattern;

/** Writes words for a shell, as a person types them. */
public final class Shell {
    /** Characters that have no special meaning to any shell. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=+%@-]+");

    private Shell() {}

    /** Returns whether a shell takes the word as it is. */
    public static boolean isPlain(String word) {
        return PLAIN.matcher(word).matches();
    }

    /** Returns the word as it is, or in single quotes if it would mean something else to a shell. */
    public static String quoted(String word) {
        return isPlain(word) ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
