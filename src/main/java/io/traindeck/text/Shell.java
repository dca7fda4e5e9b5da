package io.traindeck.text;

import java.util.regex.Pattern;

/** Words for a shell, as a person types them. */
public final class Shell {
    /** Characters that no shell takes for anything else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=+%@-]+");

    private Shell() {}

    /** Whether a shell takes the word as it stands. */
    public static boolean isPlain(String word) {
        return PLAIN.matcher(word).matches();
    }

    /** The word as it is, or in single quotes if a shell would take it for something else. */
    public static String quoted(String word) {
        return isPlain(word) ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
