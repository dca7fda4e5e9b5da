package io.traindeck.dashboard.draw;

import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Texts cut, wrapped and padded to a width in cells, as wide as they are long: see {@link io.traindeck.text.Safe#forCells}. */
public final class Text {
    /**
     * Matches a space inside a number, or between a number and its unit: a digit stands before it, and three digits or
     * a unit after it.
     */
    private static final Pattern INSIDE_NUMBER = Pattern.compile("\\d (\\d{3}|s|ms|min|h|B|[kMGT]i?B)(?![\\p{L}\\d])");

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
        return cutMiddle(text, width, width / 2, glyphs);
    }

    /**
     * At most {@code width} characters, with an ellipsis before the last ones.
     *
     * @param end how many of its last characters are kept, less than {@code width}
     */
    public static String cutMiddle(String text, int width, int end, Glyphs glyphs) {
        return text.length() <= width ? text : first(text, width - 1 - end) + glyphs.ellipsis() + last(text, end);
    }

    /** The first cells; a space where only half of a wide character would be among them. */
    public static String first(String text, int cells) {
        return isWhole(text, cells) ? text.substring(0, cells) : text.substring(0, cells - 1) + " ";
    }

    /** The last cells; a space where only half of a wide character would be among them. */
    public static String last(String text, int cells) {
        int from = text.length() - cells;
        return isWhole(text, from) ? text.substring(from) : " " + text.substring(from + 1);
    }

    /** Returns whether that place is not inside a wide character. */
    private static boolean isWhole(String text, int at) {
        if (at <= 0 || at >= text.length()) {
            return true;
        }
        char next = text.charAt(at);
        return next != Safe.SECOND_CELL && !Character.isLowSurrogate(next);
    }

    /**
     * The text in lines of at most {@code width} characters, broken at its ends of lines, and at spaces. If that can be
     * avoided, it is not broken inside a number such as {@code 3 961}, nor between a number and its unit.
     *
     * @param room the characters of a line; one at least is taken even if there is no room for it
     */
    public static List<String> wrap(String text, int room) {
        int width = Math.max(1, room);
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            String rest = line;
            while (rest.length() > width) {
                int space = breakingSpace(rest, width);
                int end = space > 0 ? space : isWhole(rest, width) || width < 2 ? width : width - 1;
                lines.add(rest.substring(0, end));
                rest = rest.substring(end).stripLeading();
            }
            lines.add(rest);
        }
        return text.isEmpty() ? List.of() : lines;
    }

    /** The last space up to that place at which a line may end; 0 or less if there is none. */
    private static int breakingSpace(String text, int width) {
        int last = text.lastIndexOf(' ', width);
        int space = last;
        while (space > 0
                && INSIDE_NUMBER.matcher(text).region(space - 1, text.length()).lookingAt()) {
            space = text.lastIndexOf(' ', space - 1);
        }
        return space > 0 ? space : last;
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
