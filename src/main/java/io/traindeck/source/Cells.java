package io.traindeck.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The cells of one record of a table, found without being copied. Blanks around a cell do not belong to it; a cell that
 * begins with a double quote ends with the next one that is not doubled.
 *
 * <p>No library for CSV is used: those that are as fast read a stream up to its end, and cannot tell a record whose end is
 * not written yet from the last one, nor go on from there when more has come.
 */
final class Cells {
    /** The result of {@link #split} if a quote is still open at the end. */
    static final int OPEN = -1;

    /** The number of cells of a record that are kept; more are left out. */
    private static final int MOST = 1 << 14;

    private static final byte[] DELIMITERS = {',', '\t', ';'};

    private final byte delimiter;
    private final NumberCell number;
    private byte[] bytes = {};
    private int[] from = new int[32];
    private int[] to = new int[32];
    private int count;

    Cells(byte delimiter) {
        this.delimiter = delimiter;
        // If commas are decimal points, semicolons stand between the cells.
        number = new NumberCell(delimiter == ';');
    }

    /**
     * Makes cells with the delimiter that splits a header into most of them; null if the header's last cell has no end.
     */
    static Cells of(byte[] bytes, int from, int to) {
        Cells best = null;
        int most = 0;
        boolean open = false;
        for (byte delimiter : DELIMITERS) {
            Cells cells = new Cells(delimiter);
            int count = cells.split(bytes, from, to);
            open |= count == OPEN;
            if (count > most) {
                best = cells;
                most = count;
            }
        }
        return open && most < 2 ? null : best;
    }

    /** Splits {@code bytes[from, to)}; returns how many cells there are, at least one, or {@link #OPEN}. */
    int split(byte[] bytes, int from, int to) {
        return split(bytes, from, to, true);
    }

    /**
     * Splits {@code bytes[from, to)} with quotes as ordinary characters; returns how many cells there are, at least
     * one.
     */
    int splitUnquoted(byte[] bytes, int from, int to) {
        return split(bytes, from, to, false);
    }

    private int split(byte[] bytes, int from, int to, boolean quotes) {
        this.bytes = bytes;
        byte between = delimiter;
        count = 0;
        for (int at = from; ; at++) {
            while (at < to && isBlank(bytes[at])) {
                at++;
            }
            int start = at;
            if (quotes && at < to && bytes[at] == '"') {
                int close = close(bytes, at + 1, to);
                if (close < 0) {
                    return OPEN;
                }
                add(start + 1, close);
                at = close;
                while (at < to && bytes[at] != between) {
                    at++;
                }
            } else {
                while (at < to && bytes[at] != between) {
                    at++;
                }
                int end = at;
                while (end > start && isBlank(bytes[end - 1])) {
                    end--;
                }
                add(start, end);
            }
            if (at >= to || count == MOST) {
                return count;
            }
        }
    }

    /** Returns the place of the quote that ends a cell; -1 if none does. */
    private static int close(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '"') {
                if (at + 1 == to || bytes[at + 1] != '"') {
                    return at;
                }
                at++;
            }
        }
        return -1;
    }

    private boolean isBlank(byte b) {
        return b == ' ' || b == '\r' || (b == '\t' && delimiter != '\t');
    }

    private void add(int start, int end) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        from[count] = start;
        to[count++] = end;
    }

    int count() {
        return count;
    }

    /** Returns whether cell {@code index} is a number; {@link #number} is then the number. */
    boolean isNumber(int index) {
        return number.read(bytes, from[index], to[index]);
    }

    /** The number of the cell for which {@link #isNumber} was true last. */
    NumberCell number() {
        return number;
    }

    /** Returns the number of bytes of cell {@code index}. */
    int length(int index) {
        return to[index] - from[index];
    }

    boolean isEmpty(int index) {
        return from[index] == to[index];
    }

    /** Returns whether all cells are empty. */
    boolean areEmpty() {
        for (int i = 0; i < count; i++) {
            if (!isEmpty(i)) {
                return false;
            }
        }
        return true;
    }

    String text(int index) {
        int start = from[index];
        String text = new String(bytes, start, to[index] - start, StandardCharsets.UTF_8);
        boolean quoted = start > 0 && bytes[start - 1] == '"';
        return quoted ? text.replace("\"\"", "\"") : text;
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text(i));
        }
        return texts;
    }

    /** Returns whether at least half of the cells that are not empty are numbers, so that the record is no header. */
    boolean isOfNumbers() {
        int numbers = 0;
        int others = 0;
        for (int i = 0; i < count; i++) {
            if (isNumber(i)) {
                numbers++;
            } else if (!isEmpty(i)) {
                others++;
            }
        }
        return numbers > 0 && numbers >= others;
    }
}
