package io.traindeck.dashboard.draw;

import com.googlecode.lanterna.TerminalTextUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * Words made fit for the panels: whatever a log holds, one narrow, printable character for each cell, so that a text is as
 * wide as it is long; wide characters, which the line that people type keeps, are replaced.
 */
public final class Text {
    private static final char REPLACEMENT = '?';

    private Text() {}

    /**
     * The text without what would disturb the screen: control characters, escape sequences' first characters and
     * invisible marks are dropped, characters that are not one cell wide become a question mark.
     *
     * @param text may be null
     */
    public static String safe(String text) {
        if (text == null) {
            return "";
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> out.append(' ');
                case Character.CONTROL -> out.append(point == '\n' || point == '\t' ? " " : "");
                case Character.FORMAT,
                        Character.NON_SPACING_MARK,
                        Character.ENCLOSING_MARK,
                        Character.COMBINING_SPACING_MARK -> {
                    // No cell of its own.
                }
                case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> out.append(REPLACEMENT);
                default -> out.append(isNarrow(point) ? (char) point : REPLACEMENT);
            }
        });
        return out.toString();
    }

    private static boolean isNarrow(int point) {
        return Character.isBmpCodePoint(point) && !TerminalTextUtils.isCharDoubleWidth((char) point);
    }

    /** At most {@code width} characters; an ellipsis says that some are left out. */
    public static String cut(String text, int width, Glyphs glyphs) {
        if (text.length() <= width) {
            return text;
        }
        return width < 1 ? "" : text.substring(0, width - 1) + glyphs.ellipsis();
    }

    /** The same, but an ellipsis in the middle: names of a family differ at their ends. */
    public static String cutMiddle(String text, int width, Glyphs glyphs) {
        if (text.length() <= width || width < 2) {
            return cut(text, width, glyphs);
        }
        int end = width / 2;
        String ending = text.substring(text.length() - end);
        return text.substring(0, width - 1 - end) + glyphs.ellipsis() + ending;
    }

    /** The text in lines of at most {@code width} characters, broken at its ends of lines, and at spaces. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            String rest = line;
            while (rest.length() > width) {
                int space = rest.lastIndexOf(' ', width);
                int end = space > 0 ? space : width;
                lines.add(rest.substring(0, end));
                rest = rest.substring(end).stripLeading();
            }
            lines.add(rest);
        }
        return text.isEmpty() ? List.of() : lines;
    }

    /** The text with spaces before it up to {@code width}; never cut. */
    public static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** The text with spaces after it up to {@code width}; never cut. */
    public static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
