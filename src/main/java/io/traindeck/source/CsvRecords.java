package io.traindeck.source;

import io.traindeck.run.FollowedLines;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes records of a table's lines: a quoted cell may hold line breaks. Blank lines and comments are left out. The first
 * record says which delimiter the table has.
 */
final class CsvRecords implements FollowedLines.Lines {
    /** The number of lines that one record may have; a quote that is open for longer is an ordinary character. */
    private static final int MOST_LINES = 100;

    /** The number of bytes that a record of several lines may have. */
    private static final int MOST_BYTES = 1 << 16;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** The receiver of the records. */
    interface Table {
        void record(Cells cells);

        /** Counts a record that nobody can make sense of. */
        void unreadable();

        /** The number of cells of a record; 0 before the first. */
        int width();
    }

    private final Table table;

    /** The cells of the record at hand; null before the first record. */
    private Cells cells;

    /** The comment right before the first record, without its sign; null if there is none. */
    private byte[] comment;

    /** The lines of a record whose last cell has no end yet. */
    private final List<byte[]> open = new ArrayList<>();

    private int openBytes;

    CsvRecords(Table table) {
        this.table = table;
    }

    /** Prepares for the file being read from its start again. */
    void rewind() {
        cells = null;
        comment = null;
        close();
    }

    @Override
    public void line(byte[] bytes, int from, int to, long offset) {
        if (!open.isEmpty()) {
            join(Arrays.copyOfRange(bytes, from, to));
            return;
        }
        int start = offset == 0 ? afterByteOrderMark(bytes, from, to) : from;
        while (start < to && bytes[start] == 0) {
            // A crash of the machine leaves runs of zero bytes.
            start++;
        }
        int first = start;
        while (first < to && (bytes[first] == ' ' || bytes[first] == '\r')) {
            first++;
        }
        if (first == to) {
            return;
        }
        if (bytes[first] == '#') {
            comment = cells == null ? Arrays.copyOfRange(bytes, first + 1, to) : null;
        } else if (!split(bytes, start, to)) {
            open.add(Arrays.copyOfRange(bytes, start, to));
            openBytes = to - start;
        }
    }

    @Override
    public void tooLong(long offset, long end) {
        takeApart();
        table.unreadable();
    }

    /** Hands on the record in {@code bytes[from, to)}; false if a quote is still open at its end. */
    private boolean split(byte[] bytes, int from, int to) {
        if (cells == null) {
            Cells first = Cells.of(bytes, from, to);
            if (first == null) {
                return false;
            }
            begin(first);
        } else if (cells.split(bytes, from, to) == Cells.OPEN) {
            return false;
        }
        table.record(cells);
        return true;
    }

    /**
     * Begins with the first record. A comment before it is the header if the record holds numbers, as many as the
     * comment has cells.
     */
    private void begin(Cells first) {
        cells = first;
        if (comment != null && first.isOfNumbers()) {
            Cells names = Cells.of(comment, 0, comment.length);
            if (names != null && names.count() == first.count() && !names.isOfNumbers()) {
                table.record(names);
            }
        }
        comment = null;
    }

    private void join(byte[] line) {
        open.add(line);
        openBytes += line.length;
        byte[] record = joined();
        if (cells == null ? Cells.of(record, 0, record.length) != null : isWhole(record)) {
            close();
            split(record, 0, record.length);
        } else if (isRow(line) || isClosed(record) || open.size() >= MOST_LINES || openBytes >= MOST_BYTES) {
            takeApart();
        }
    }

    private boolean isWhole(byte[] record) {
        return cells.split(record, 0, record.length) == table.width();
    }

    private boolean isClosed(byte[] record) {
        return cells != null && cells.split(record, 0, record.length) != Cells.OPEN;
    }

    /** Returns whether a line that would belong to a quoted cell is a row in itself. */
    private boolean isRow(byte[] line) {
        return cells != null && cells.split(line, 0, line.length) == table.width() && cells.isOfNumbers();
    }

    private byte[] joined() {
        ByteArrayOutputStream record = new ByteArrayOutputStream(openBytes + open.size());
        for (byte[] line : open) {
            if (record.size() > 0) {
                record.write('\n');
            }
            record.writeBytes(line);
        }
        return record.toByteArray();
    }

    /** Makes each of the open lines a record of its own: the quote that joined them was an ordinary character. */
    private void takeApart() {
        List<byte[]> lines = List.copyOf(open);
        close();
        for (byte[] line : lines) {
            if (line.length > 0 && !split(line, 0, line.length)) {
                if (cells == null) {
                    // No header begins with such a line.
                    table.unreadable();
                } else {
                    cells.splitUnquoted(line, 0, line.length);
                    table.record(cells);
                }
            }
        }
    }

    private void close() {
        open.clear();
        openBytes = 0;
    }

    private static int afterByteOrderMark(byte[] bytes, int from, int to) {
        int end = from + BYTE_ORDER_MARK.length;
        return end <= to && Arrays.equals(bytes, from, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length) ? end : from;
    }
}
