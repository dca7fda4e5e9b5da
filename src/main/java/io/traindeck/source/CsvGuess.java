package io.traindeck.source;

import io.traindeck.source.CounterNames.Role;
import java.util.List;

/** Looks at the first bytes of a file for a table: a header of names, and numbers below it. */
final class CsvGuess implements CsvRecords.Table {
    /** The number of characters of the longest name in a header. */
    private static final int LONGEST_NAME = 200;

    private List<String> header = List.of();
    private boolean headerOfNumbers;

    /** The number of rows that have a number, for each column. */
    private int[] numbers = {};

    private int rows;
    private int oddRows;

    CsvGuess(Glance glance) {
        byte[] head = glance.head();
        CsvRecords records = new CsvRecords(this);
        int from = 0;
        for (int at = 0; at < head.length; at++) {
            if (head[at] == '\n') {
                records.line(head, from, at, from);
                from = at + 1;
            }
        }
        // If not even the header is whole, the names that are whole must do.
        for (int end = head.length; from == 0 && header.isEmpty() && end > 0; ) {
            end = lastDelimiter(head, end);
            records.rewind();
            records.line(head, 0, end > 0 ? end : head.length, 0);
        }
    }

    /** Returns the place of the last delimiter before {@code end}; 0 if there is none. */
    private static int lastDelimiter(byte[] head, int end) {
        int at = end - 1;
        while (at > 0 && head[at] != ',' && head[at] != '\t' && head[at] != ';') {
            at--;
        }
        return Math.max(0, at);
    }

    @Override
    public int width() {
        return header.size();
    }

    @Override
    public void record(Cells cells) {
        if (header.isEmpty()) {
            header = cells.texts();
            headerOfNumbers = cells.isOfNumbers();
            numbers = new int[header.size()];
            return;
        }
        rows++;
        oddRows += cells.count() == header.size() ? 0 : 1;
        for (int i = 0; i < cells.count() && i < numbers.length; i++) {
            numbers[i] += cells.isNumber(i) ? 1 : 0;
        }
    }

    @Override
    public void unreadable() {
        oddRows++;
    }

    /**
     * Returns whether the file is a table of numbers.
     *
     * @param named whether the file's name says that it is a table
     * @param usual whether the file has a name that loggers give to theirs
     */
    boolean isTable(boolean named, boolean usual) {
        int columns = 0;
        for (int n : numbers) {
            columns += n > 0 ? 1 : 0;
        }
        if (headerOfNumbers) {
            return named && header.size() > 1 && columns == header.size();
        }
        if (header.isEmpty() || !header.stream().allMatch(name -> isName(name, named))) {
            return false;
        }
        boolean counts = hasCounter();
        if (named) {
            return rows == 0 || counts || usual || columns > 1 || (columns == 1 && header.size() <= 2);
        }
        if (header.size() < 2 || !(counts || columns > 1)) {
            return false;
        }
        return rows == 0 ? counts && header.stream().noneMatch(CsvGuess::hasBlank) : columns > 0 && 4 * oddRows <= rows;
    }

    /** Returns whether a column has exactly that name. */
    boolean hasColumn(String name) {
        return header.contains(name);
    }

    /** Returns whether a column has the name of a counter of steps, or numbers the rows. */
    boolean countsSteps() {
        return hasCounter() || header.stream().anyMatch(name -> !name.isEmpty() && CounterNames.role(name) == Role.ROW);
    }

    private boolean hasCounter() {
        return header.stream().anyMatch(CounterNames::isCounter);
    }

    /** @param lenient whether a name may hold characters that stand between names and values in other logs */
    private static boolean isName(String text, boolean lenient) {
        return text.length() <= LONGEST_NAME
                && !text.startsWith("{")
                && text.chars().noneMatch(c -> c < ' ' || (!lenient && (c == '=' || c == '[' || c == 0xfffd)));
    }

    private static boolean hasBlank(String text) {
        return text.indexOf(' ') >= 0;
    }
}
