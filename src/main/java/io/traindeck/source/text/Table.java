package io.traindeck.source.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A drawn table of two columns, with a name and a number in each row: one record, whose step may stand in its last row.
 */
final class Table {
    /** The number of rows of the longest table. */
    private static final int MOST = 1024;

    private final Map<String, Double> numbers = new LinkedHashMap<>();

    /** A title within the table with which the names below it begin, such as {@code rollout/}. */
    private String section = "";

    private CounterWord counts;
    private double step;
    private double epoch = Double.NaN;

    /** Returns whether the line is a row: two cells, the first with a name. */
    static boolean isRow(LineTokens line) {
        int last = line.count() - 1;
        if (last < 3 || !line.is(0, '|') || !line.is(last, '|') || !line.is(1, LineTokens.WORD)) {
            return false;
        }
        int columns = 0;
        for (int at = 1; at < last; at++) {
            columns += line.is(at, '|') ? 1 : 0;
        }
        return columns == 1;
    }

    /** Takes a row. */
    void row(LineTokens line) {
        int column = 1;
        while (!line.is(column, '|')) {
            column++;
        }
        String name = line.text(1, column).toLowerCase(Locale.ROOT).replaceAll("\\s+", "_");
        int cell = column + 1;
        if (line.is(cell, '|')) {
            section = name.endsWith("/") ? name : section;
        } else if (line.isNumber(cell) && numbers.size() < MOST) {
            Measure measure = new Measure();
            measure.read(line, cell);
            number(name, line.gap(1) == 2 ? section : "", measure.value(true).read(line));
        } else if (line.is(cell, LineTokens.TIME) && numbers.size() < MOST) {
            numbers.put(name, line.seconds(cell));
        }
    }

    private void number(String name, String in, double value) {
        CounterWord counted = CounterWord.single(name);
        if (counted == CounterWord.EPOCH) {
            epoch = value;
        } else if (counted != null && (counts == null || counted == CounterWord.GLOBAL)) {
            counts = counted;
            step = value;
        } else {
            numbers.put(in + name, value);
        }
    }

    Map<String, Double> numbers() {
        return numbers;
    }

    /** The counter of the table's step; null if it has none. */
    CounterWord counts() {
        return counts;
    }

    double step() {
        return step;
    }

    /** The epoch of the table; NaN if it has none. */
    double epoch() {
        return epoch;
    }
}
