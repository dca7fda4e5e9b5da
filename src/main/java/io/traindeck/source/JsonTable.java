package io.traindeck.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lists of numbers that stand side by side in one object of a JSON document: each is a column. */
final class JsonTable {
    /** The number of a row, as the step of a table that has neither steps nor epochs. */
    static final String ROW = "row";

    private final List<JsonColumn> columns = new ArrayList<>();

    /** The row that was made last, and its shape: the next row nearly always differs in its numbers only. */
    private FlatRecord record;

    private RecordShape shape;

    void add(JsonColumn column) {
        columns.add(column);
    }

    List<JsonColumn> columns() {
        return columns;
    }

    int rows() {
        return columns.stream().mapToInt(JsonColumn::size).max().orElse(0);
    }

    /**
     * Returns the number by which rows of several tables are put in order: the row's epoch, else its step, else its
     * number.
     */
    double order(int row) {
        double epoch = counter(CounterNames.Role.EPOCH, row);
        double step = counter(CounterNames.Role.STEP, row);
        return !Double.isNaN(epoch) ? epoch : !Double.isNaN(step) ? step : row;
    }

    /** Returns whether the rows have steps: they come before the rows that tell of their epoch as a whole. */
    boolean hasSteps() {
        return columns.stream().anyMatch(column -> CounterNames.role(column.name()) == CounterNames.Role.STEP);
    }

    private double counter(CounterNames.Role role, int row) {
        for (JsonColumn column : columns) {
            if (CounterNames.role(column.name()) == role && column.has(row)) {
                return column.get(row);
            }
        }
        return Double.NaN;
    }

    /**
     * Hands on the new values of a row.
     *
     * @param handed the number of rows of each column, by its path, that were handed on before
     */
    void handOn(int row, Map<String, Integer> handed, RecordEvents events, EventSource.Sink into) {
        boolean same = record != null;
        int fields = 0;
        for (JsonColumn column : columns) {
            if (isWanted(column, row, handed)) {
                same = same
                        && fields + 1 < record.size()
                        && record.name(fields + 1).equals(column.name());
                fields++;
            }
        }
        same = same && fields + 1 == record.size();
        FlatRecord next = same ? record : new FlatRecord();
        int field = 0;
        put(next, same, field++, ROW, row);
        for (JsonColumn column : columns) {
            if (isWanted(column, row, handed)) {
                put(next, same, field++, column.name(), column.get(row));
            }
        }
        if (same) {
            events.handOnNumbers(record, shape, into);
        } else {
            record = next;
            shape = events.take(next, into);
        }
    }

    private static void put(FlatRecord record, boolean same, int field, String name, double number) {
        if (same) {
            record.set(field, number);
        } else {
            record.number(name, number, String.valueOf(number));
        }
    }

    private static boolean isWanted(JsonColumn column, int row, Map<String, Integer> handed) {
        boolean counts = CounterNames.role(column.name()) != CounterNames.Role.NONE;
        return column.has(row) && (counts || row >= handed.getOrDefault(column.path(), 0));
    }
}
