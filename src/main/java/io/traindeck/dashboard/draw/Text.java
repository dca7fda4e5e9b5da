package io.traindeck.dashboard.draw;

import java.util.ArrayList;
import java.util.List;

/** Texts cut, wrapped and padded to a width in cells, of characters that each take one: see {@link io.traindeck.text.Safe#forCells}. */
public final class Text {
    private Text() {}

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
