package io.traindeck.dashboard.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The columns of a table that have room, in the order of the screen. Columns of a lower rank get their room first; one
 * that does not fit is left out, whatever comes after it.
 *
 * @param <T> what a row of the table shows
 */
public final class FittedColumns<T> {
    /** Columns of the screen between two columns of the table. */
    public static final int GAP = 2;

    private final List<Column<T>> columns;
    private final int width;

    private FittedColumns(List<Column<T>> columns) {
        this.columns = List.copyOf(columns);
        width = width(columns);
    }

    /** The place of the texts in a column, and what is left out of a text that is longer than the column. */
    public enum Fit {
        /** At the left; the end is left out. */
        LEFT,
        /** At the left; the middle is left out, for texts of a family, which differ at their ends. */
        FAMILY,
        /** At the right, as numbers do; the end is left out. */
        RIGHT
    }

    /**
     * A column.
     *
     * @param header if it is longer than the column, its middle is left out
     * @param width in columns of the screen, without the gap before it
     * @param rank the lower, the earlier it gets its room
     * @param role how a row's text looks
     * @param text what a row shows
     */
    public record Column<T>(
            String header, int width, int rank, Fit fit, Function<T, Role> role, Function<T, String> text) {

        /** A column of numbers that all look the same. */
        public static <T> Column<T> ofNumbers(String header, int width, int rank, Role role, Function<T, String> text) {
            return new Column<>(header, width, rank, Fit.RIGHT, item -> role, text);
        }

        /** Compares by identity: whether two functions do the same cannot be known. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        private String padded(String shown, Glyphs glyphs) {
            String cut = fit == Fit.FAMILY ? Text.cutMiddle(shown, width, glyphs) : Text.cut(shown, width, glyphs);
            return fit == Fit.RIGHT ? Text.padLeft(cut, width) : Text.padRight(cut, width);
        }
    }

    /**
     * Chooses the columns that fit.
     *
     * @param columns in the order of the screen
     * @param room columns of the screen, gaps included
     */
    public static <T> FittedColumns<T> of(List<Column<T>> columns, int room) {
        List<Column<T>> byRank = new ArrayList<>(columns);
        byRank.sort(Comparator.comparingInt(Column::rank));
        List<Column<T>> chosen = new ArrayList<>();
        int left = room;
        for (Column<T> column : byRank) {
            if (column.width() + GAP <= left) {
                chosen.add(column);
                left -= column.width() + GAP;
            }
        }
        List<Column<T>> inOrder = new ArrayList<>(columns);
        inOrder.retainAll(chosen);
        return new FittedColumns<>(inOrder);
    }

    /** Columns of the screen that all of {@code columns} take, with a gap before each. */
    public static <T> int width(List<Column<T>> columns) {
        int width = 0;
        for (Column<T> column : columns) {
            width += column.width() + GAP;
        }
        return width;
    }

    /** Columns of the screen that they take, with a gap before each. */
    public int width() {
        return width;
    }

    /** Returns whether that column has room. */
    public boolean has(Column<T> column) {
        return columns.contains(column);
    }

    /** The column of the screen that a column of the table begins at, if the first gap begins at {@code x}; -1 without it. */
    public int at(Column<T> column, int x) {
        int at = columns.indexOf(column);
        return at < 0 ? -1 : x + width(columns.subList(0, at)) + GAP;
    }

    /** Writes the headers into the first row, from the gap at {@code x} on. */
    public void header(Canvas row, int x) {
        int at = x;
        for (Column<T> column : columns) {
            at = row.put(
                    at + GAP,
                    0,
                    column.padded(Text.cutMiddle(column.header(), column.width(), row.glyphs()), row.glyphs()),
                    Role.DIM);
        }
    }

    /**
     * Writes an item into the first row, from the gap at {@code x} on.
     *
     * @param look the role of all its texts; null for the role of each column
     */
    public void row(Canvas row, int x, T item, Role look) {
        int at = x;
        for (Column<T> column : columns) {
            Role role = look == null ? column.role().apply(item) : look;
            at = row.put(at + GAP, 0, column.padded(column.text().apply(item), row.glyphs()), role);
        }
    }
}
