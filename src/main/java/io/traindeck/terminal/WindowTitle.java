package io.traindeck.terminal;

import java.util.regex.Pattern;

/** The title that the terminal's window has while the screen is drawn. */
final class WindowTitle {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f]");

    private final boolean isPossible;

    /** The words that the window shows; empty if it has its own title. */
    private String shown = "";

    /** @param isPossible whether the terminal has a window: others would print the title */
    WindowTitle(boolean isPossible) {
        this.isPossible = isPossible;
    }

    /**
     * Returns the sequence that gives the window this title, which may hold what strangers wrote; empty if the window
     * has it already, or if there is no window.
     */
    String telling(String words) {
        if (!isPossible || words.equals(shown)) {
            return "";
        }
        shown = words;
        return "\033]2;" + CONTROL.matcher(words).replaceAll("?") + "\007";
    }

    /** Notes that the window has its old title again. */
    void forget() {
        shown = "";
    }
}
