package io.traindeck.text;

import java.util.regex.Pattern;

/** Finds the sequences that tell a terminal about colours, titles and cursors: they are not text. */
public final class Escapes {
    /**
     * CSI and OSC sequences, and ESC with one character. Broken ones leave only control characters. A string ends
     * before the next sequence begins, so that a text of nothing but beginnings takes no longer than others.
     */
    private static final Pattern SEQUENCE = Pattern.compile("(?:\033\\[|\u009b)[0-?]*[ -/]*[@-~]"
            + "|(?:\033[\\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\007\033\u0090\u0098\u009c-\u009f]*(?:\007|\033\\\\|\u009c)"
            + "|\033[ -/]*[0-~]");

    private Escapes() {}

    /** Returns the text without these sequences. */
    public static String removed(String text) {
        return text.indexOf('\033') < 0 && text.chars().noneMatch(c -> c >= '\u0080' && c <= '\u009f')
                ? text
                : SEQUENCE.matcher(text).replaceAll("");
    }
}
