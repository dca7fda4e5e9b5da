package io.traindeck.dashboard.output;

import io.traindeck.text.Safe;
import java.nio.charset.StandardCharsets;

/**
 * A text to look for in lines.
 *
 * @param text not empty
 * @param anyCase whether capital and small letters are alike: they are if the text has no capital letter
 */
public record TextSearch(String text, boolean anyCase) {

    /** Makes a search for what somebody typed. */
    public static TextSearch of(String typed) {
        String shown = Safe.forCells(typed); // As the lines are that are searched.
        return new TextSearch(shown.isEmpty() ? typed : shown, typed.chars().noneMatch(Character::isUpperCase));
    }

    /** The first place from {@code from} on where a line has it; -1 if there is none. */
    public int in(String line, int from) {
        for (int at = from; at + text.length() <= line.length(); at++) {
            if (line.regionMatches(anyCase, at, text, 0, text.length())) {
                return at;
            }
        }
        return -1;
    }

    /**
     * The longest word of it whose bytes stand in every line that has it, so that most of a large file need not be made
     * into text; empty if there is none.
     */
    byte[] word() {
        String longest = "";
        for (String word : text.split("[^!-~]+")) {
            longest = word.length() > longest.length() ? word : longest;
        }
        return longest.getBytes(StandardCharsets.US_ASCII);
    }
}
