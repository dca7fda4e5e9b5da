package io.traindeck.terminal;

import java.util.regex.Pattern;

/** The title that the terminal's window has while the screen is drawn. */
final class WindowTitle {
    /** Consoles without windows, which would print it. */
    private static final Pattern WITHOUT = Pattern.compile("^(linux|vt\\d|dumb|cons)");

    private final boolean isPossible;
    private String shown = "";

    /** @param type of the terminal, as in {@code TERM} */
    WindowTitle(String type) {
        isPossible = !WITHOUT.matcher(type).find();
    }

    /** What tells the terminal these words, which may be what strangers wrote; empty where they are there already. */
    String telling(String words) {
        String clean = words.replaceAll("[\\p{Cntrl}\\x80-\\x9f]", "?");
        if (!isPossible || clean.equals(shown)) {
            return "";
        }
        shown = clean;
        return "\033]2;" + clean + "\007";
    }

    /** The window has its old title again. */
    void forget() {
        shown = "";
    }
}
