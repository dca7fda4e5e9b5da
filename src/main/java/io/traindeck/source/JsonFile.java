package io.traindeck.source;

import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * Follows a JSON document that is a log as a whole, and that is written anew each time it grows. Each time it has changed
 * it is read again: if it begins as before, only what is new is handed on; otherwise it is another log. While it is half
 * written, its whole records are handed on, and the rest waits; what was read before stays.
 */
final class JsonFile implements EventSource {
    /** A state of the file. */
    private record Version(Path file, Object key, long size, FileTime modified) {}

    private final Supplier<Path> where;
    private final Runnable restarted;
    private RecordEvents events = RecordEvents.ofRowsAlone();

    /** The number of records that were handed on, and their hash. */
    private long handed;

    private long handedSum;

    /** The number of rows that were handed on, and their hashes, by the path of the list. */
    private final Map<String, Integer> handedRows = new HashMap<>();

    private final Map<String, Long> handedSums = new HashMap<>();

    /** The version that was read last, or is being read. */
    private Version version;

    private Pass pass;
    private long unreadable;

    /** @param where the file, which may be another one each time; it need not exist yet */
    JsonFile(Supplier<Path> where, Runnable restarted) {
        this.where = where;
        this.restarted = restarted;
    }

    /** One reading of the file, from its beginning. */
    private static final class Pass {
        private final JsonDocument document;
        private long records;
        private long sum;

        /** Rows of the document's tables that are still to be looked at; null until the document is over. */
        private PriorityQueue<Row> rows;

        Pass(Path file) throws IOException {
            document = new JsonDocument(Files.newInputStream(file));
        }
    }

    /** @param place the number of the table in the document */
    private record Row(JsonTable table, int place, int row, double order) {
        static final Comparator<Row> FIRST = Comparator.comparingDouble(Row::order)
                .thenComparing(row -> !row.table.hasSteps())
                .thenComparingInt(Row::place);
    }

    @Override
    public int poll(int most, Sink into) throws IOException {
        int read = 0;
        while (read < most && (pass != null || begin())) {
            read += pass.rows == null ? readRecord(into) : handOnRow(into);
        }
        return read;
    }

    /** Begins to read the file if it has changed. */
    private boolean begin() throws IOException {
        Path file = where.get();
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (!now.isRegularFile()) {
                throw new IOException(file + " is not a regular file");
            }
            Version newest = new Version(file, now.fileKey(), now.size(), now.lastModifiedTime());
            if (newest.equals(version)) {
                return false;
            }
            pass = new Pass(file);
            version = newest;
            unreadable = 0;
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Reads the next record, and hands it on if it is new; returns how many records were read. */
    private int readRecord(Sink into) throws IOException {
        FlatRecord record;
        try {
            record = pass.document.next();
        } catch (EOFException e) {
            // The file is half written: its next version has the rest.
            end();
            return 0;
        } catch (MalformedJsonException e) {
            end();
            unreadable++;
            return 0;
        } catch (BoundedReader.TooLongException | JsonDocument.TooManyNumbersException e) {
            end();
            throw new IOException(version.file() + " " + e.getMessage(), e);
        } catch (IOException e) {
            version = null;
            end();
            throw e;
        }
        if (record == null) {
            endOfRecords(into);
            return 0;
        }
        pass.sum = JsonColumn.mix(pass.sum, record.sum());
        pass.records++;
        if (pass.records == handed && pass.sum != handedSum) {
            restart();
        } else if (pass.records > handed) {
            handed = pass.records;
            handedSum = pass.sum;
            events.take(record, into);
        }
        return 1;
    }

    /** Hands on what the document says of the run, and begins with its lists, now that the document is over. */
    private void endOfRecords(Sink into) throws IOException {
        if (pass.records < handed || !listsBeginAsBefore()) {
            restart();
            return;
        }
        FlatRecord settings = pass.document.scalars();
        events.describe(settings, true, TrainerState.goal(settings), into);
        pass.rows = new PriorityQueue<>(Row.FIRST);
        int place = 0;
        for (JsonTable table : pass.document.tables()) {
            offer(table, place++, firstNew(table));
        }
    }

    private boolean listsBeginAsBefore() {
        Map<String, JsonColumn> now = new HashMap<>();
        pass.document.tables().forEach(t -> t.columns().forEach(c -> now.put(c.path(), c)));
        return handedRows.entrySet().stream().allMatch(before -> {
            JsonColumn column = now.get(before.getKey());
            int rows = before.getValue();
            return column != null && column.size() >= rows && column.sum(rows) == handedSums.get(before.getKey());
        });
    }

    private int firstNew(JsonTable table) {
        return table.columns().stream()
                .mapToInt(column -> handedRows.getOrDefault(column.path(), 0))
                .min()
                .orElse(0);
    }

    private void offer(JsonTable table, int place, int row) {
        if (row < table.rows()) {
            pass.rows.add(new Row(table, place, row, table.order(row)));
        }
    }

    /** Hands on the new values in the next row of the tables; returns how many rows were handed on. */
    private int handOnRow(Sink into) throws IOException {
        Row next = pass.rows.poll();
        if (next == null) {
            for (JsonTable table : pass.document.tables()) {
                for (JsonColumn column : table.columns()) {
                    handedRows.put(column.path(), column.size());
                    handedSums.put(column.path(), column.sum(column.size()));
                }
            }
            end();
            return 0;
        }
        next.table.handOn(next.row, handedRows, events, into);
        offer(next.table, next.place, next.row + 1);
        return 1;
    }

    private void end() throws IOException {
        unreadable += pass.document.others();
        pass.document.close();
        pass = null;
    }

    /** Begins anew, since the file holds another log than before. */
    private void restart() throws IOException {
        end();
        version = null;
        events = RecordEvents.ofRowsAlone();
        handed = 0;
        handedSum = 0;
        handedRows.clear();
        handedSums.clear();
        restarted.run();
    }

    @Override
    public double share() {
        return pass == null || version.size() == 0 ? 1 : Math.min(1, (double) pass.document.read() / version.size());
    }

    @Override
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        if (pass != null) {
            version = null;
            end();
        }
    }
}
