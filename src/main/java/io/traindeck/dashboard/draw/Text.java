package io.traindeck.dashboard.draw;

import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;

/** Texts cut, wrapped and padded to a width in cells, as wide as they are long: see {@link io.traindeck.text.Safe#forCells}. */
public final class Text {
    private Text() {}

    /** At most {@code width} characters; an ellipsis says that some are left out. */
    public static String cut(String text, int width, Glyphs glyphs) {
        if (text.length() <= width) {
            return text;
        }
        return width < 1 ? "" : first(text, width - 1) + glyphs.ellipsis();
    }

    /** At most {@code width} characters, with an ellipsis in the middle: names of a family differ at their ends. */
    public static String cutMiddle(String text, int width, Glyphs glyphs) {
        if (text.length() <= width || width < 2) {
            return cut(text, width, glyphs);
        }
        int end = width / 2;
        return first(text, width - 1 - end) + glyphs.ellipsis() + last(text, end);
    }

    /** The first cells; a space where only half of a wide character would be among them. */
    private static String first(String text, int cells) {
        return isWhole(text, cells) ? text.substring(0, cells) : text.substring(0, cells - 1) + " ";
    }

    /** The last cells; a space where only half of a wide character would be among them. */
    private static String last(String text, int cells) {
        int from = text.length() - cells;
        return isWhole(text, from) ? text.substring(from) : " " + text.substring(from + 1);
    }

    /** Whether no wide character lies on both sides of that place. */
    private static boolean isWhole(String text, int at) {
        if (at <= 0 || at >= text.length()) {
            return true;
        }
        char next = text.charAt(at);
        return next != Safe.SECOND_CELL && !Character.isLowSurrogate(next);
    }

    /** The text in lines of at most {@code width} characters, broken at its ends of lines, and at spaces. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            String rest = line;
            while (rest.length() > width) {
                int space = rest.lastIndexOf(' ', width);
                int end = space > 0 ? space : isWhole(rest, width) || width < 2 ? width : width - 1;
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
