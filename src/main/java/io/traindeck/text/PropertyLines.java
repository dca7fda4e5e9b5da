package io.traindeck.text;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Reads the lines {@code key=value} of a file that a person writes, in the format of {@link Properties}, with their
 * numbers.
 */
public final class PropertyLines {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PropertyLines() {}

    /**
     * A line that is neither empty nor a comment.
     *
     * @param number from 1
     * @param value without blanks around it
     */
    public record Line(int number, String key, String value) {}

    /** Says that a line cannot be read; its message tells the reason. */
    public static final class WrongLineException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int number;

        WrongLineException(int number, String reason) {
            super(reason);
            this.number = number;
        }

        /** The number of the line, from 1. */
        public int number() {
            return number;
        }
    }

    /**
     * Returns the lines, in their order; a key may come several times. A byte-order mark at the start, which editors of
     * Windows write, belongs to no key.
     */
    public static List<Line> of(String text) throws WrongLineException {
        List<Line> lines = new ArrayList<>();
        List<String> all = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                .lines()
                .toList();
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i);
            if (line.endsWith("\\")) {
                throw new WrongLineException(i + 1, "a line cannot be continued on the next");
            }
            Properties one = new Properties();
            try {
                one.load(new StringReader(line));
            } catch (IOException | IllegalArgumentException e) {
                throw new WrongLineException(i + 1, e.getMessage());
            }
            for (String key : one.stringPropertyNames()) {
                lines.add(new Line(i + 1, key, one.getProperty(key).trim()));
            }
        }
        return lines;
    }
}
