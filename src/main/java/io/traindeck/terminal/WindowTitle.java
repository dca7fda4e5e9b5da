package io.traindeck.terminal;

import java.util.regex.Pattern;

/** The title that the terminal's window has while the screen is drawn. */
final class WindowTitle {
    /** Consoles without windows, which would print it. */
    private static final Pattern WITHOUT = Pattern.compile("^(linux|vt\\d|dumb|cons)");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f]");

    private final boolean isPossible;

    /** The words that the window shows; empty where it has its own title. */
    private String shown = "";

    /** @param type of the terminal, as in {@code TERM} */
    WindowTitle(String type) {
        isPossible = !WITHOUT.matcher(type).find();
    }

    /** What tells the terminal these words, which may be what strangers wrote; empty where they are there already. */
    String telling(String words) {
        if (!isPossible || words.equals(shown)) {
            return "";
        }
        shown = words;
        return "\033]2;" + CONTROL.matcher(words).replaceAll("?") + "\007";
    }

    /** The window has its old title again. */
    void forget() {
        shown = "";
    }
}
