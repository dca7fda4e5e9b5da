package io.traindeck.source;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a JSON document that is a log as a whole: a list of records, by itself or in an object, or an object of lists. The
 * records come one after another as they are read; lists are held until the document ends.
 */
final class JsonDocument implements Closeable {
    /** The number of values in all lists together: 32 MiB. */
    private static final int MOST_NUMBERS = 1 << 22;

    /** The number of values that take as much memory as one list. */
    private static final int LIST = 64;

    private static final int MAX_DEPTH = 32;

    /** The number of characters of the longest record, or of the longest value beside the records. */
    private static final long LONGEST_VALUE = 1 << 22;

    private enum Place {
        START,
        RECORDS,
        FIELDS,
        END
    }

    private final BoundedReader text;
    private final JsonReader in;
    private final List<JsonTable> tables = new ArrayList<>();
    private final FlatRecord scalars = new FlatRecord();
    private final List<JsonColumn> lists = new ArrayList<>();
    private final CatBoostRecords catBoost = new CatBoostRecords();
    private Place place = Place.START;
    private boolean inObject;
    private boolean hasRecords;
    private long others;
    private int numbers;

    JsonDocument(InputStream bytes) {
        text = new BoundedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), LONGEST_VALUE);
        in = JsonRecords.reader(text);
    }

    /**
     * Returns the next record; null if the document is over.
     *
     * @throws java.io.EOFException if the document is not whole
     * @throws IOException if it is not a JSON document, or holds more than fits into memory
     */
    FlatRecord next() throws IOException {
        try {
            FlatRecord record = null;
            while (record == null && place != Place.END) {
                text.allow();
                record = advance();
            }
            return record;
        } catch (IllegalStateException | NumberFormatException e) {
            throw new MalformedJsonException(e.getMessage(), e);
        } catch (MalformedJsonException e) {
            // Gson calls a text that ends within quotes malformed.
            throw text.ended() ? new EOFException(e.getMessage()) : e;
        }
    }

    private FlatRecord advance() throws IOException {
        switch (place) {
            case START -> {
                inObject = in.peek() == JsonToken.BEGIN_OBJECT;
                if (inObject) {
                    in.beginObject();
                } else {
                    in.beginArray();
                }
                place = inObject ? Place.FIELDS : Place.RECORDS;
            }
            case RECORDS -> {
                if (!in.hasNext()) {
                    in.endArray();
                    place = inObject ? Place.FIELDS : end();
                } else if (in.peek() == JsonToken.BEGIN_OBJECT) {
                    return catBoost.known() ? catBoost.record(in) : JsonRecords.object(in);
                } else {
                    in.skipValue();
                    others++;
                }
            }
            case FIELDS -> {
                if (in.hasNext()) {
                    field("", in.nextName(), 0, lists);
                } else {
                    in.endObject();
                    addTable("", lists);
                    place = end();
                }
            }
            default -> throw new IllegalStateException(place.name());
        }
        return null;
    }

    private Place end() throws IOException {
        if (in.peek() != JsonToken.END_DOCUMENT) {
            throw new MalformedJsonException("something follows the document");
        }
        return Place.END;
    }

    private void field(String path, String name, int depth, List<JsonColumn> into) throws IOException {
        String whole = path.isEmpty() ? name : path + '/' + name;
        switch (in.peek()) {
            case BEGIN_ARRAY -> {
                in.beginArray();
                if (depth == 0 && !hasRecords && in.peek() == JsonToken.BEGIN_OBJECT) {
                    hasRecords = true;
                    place = Place.RECORDS;
                } else if (CatBoostRecords.areNamesAt(whole)) {
                    catBoost.names(whole, in);
                    in.endArray();
                } else {
                    list(new JsonColumn(whole, name), into, RecordNames.isSetting(whole));
                }
            }
            case BEGIN_OBJECT -> object(whole, depth + 1);
            default -> JsonRecords.field(in, whole, 0, scalars);
        }
    }

    private void object(String path, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            in.skipValue();
            return;
        }
        List<JsonColumn> columns = new ArrayList<>();
        in.beginObject();
        while (in.hasNext()) {
            text.allow();
            field(path, in.nextName(), depth, columns);
        }
        in.endObject();
        addTable(path, columns);
    }

    private void addTable(String path, List<JsonColumn> columns) {
        if (!columns.isEmpty()) {
            tables.add(JsonTables.of(path, columns));
        }
    }

    private void list(JsonColumn column, List<JsonColumn> into, boolean setting) throws IOException {
        take(LIST);
        boolean times = RecordNames.isTime(column.name());
        while (in.hasNext()) {
            text.allow();
            if (in.peek() == JsonToken.BEGIN_ARRAY && JsonTables.hasListsOfLists(column.path())) {
                in.beginArray();
                while (in.hasNext()) {
                    element(column, times);
                }
                in.endArray();
                column.endList();
            } else {
                element(column, times);
            }
        }
        in.endArray();
        if (column.hasNumbers() && !setting) {
            into.add(column);
        }
    }

    private void element(JsonColumn column, boolean times) throws IOException {
        take(1);
        JsonToken token = in.peek();
        if (token == JsonToken.NUMBER) {
            column.add(FlatRecord.parse(in.nextString()));
        } else if (token == JsonToken.STRING) {
            String written = in.nextString();
            Double number = JsonRecords.notFinite(written);
            long time = times ? Times.ofDate(written) : Times.UNKNOWN;
            if (number != null) {
                column.add(number);
            } else if (time != Times.UNKNOWN) {
                column.add(time);
            } else {
                column.addGap();
            }
        } else {
            in.skipValue();
            column.addGap();
        }
    }

    private void take(int more) throws TooManyNumbersException {
        numbers += more;
        if (numbers > MOST_NUMBERS) {
            throw new TooManyNumbersException();
        }
    }

    /** The tables that the document's lists form; complete when the document is over. */
    List<JsonTable> tables() {
        return tables;
    }

    /** The values that stand outside the lists, by their paths. */
    FlatRecord scalars() {
        return scalars;
    }

    /** The number of characters that were read. */
    long read() {
        return text.count();
    }

    /** The number of elements in the list of records that were not records. */
    long others() {
        return others;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The lists of the document hold more than is kept in memory. */
    static final class TooManyNumbersException extends IOException {
        private static final long serialVersionUID = 1;

        TooManyNumbersException() {
            super("has lists of more than " + MOST_NUMBERS + " numbers, which are too many to hold");
        }
    }
}
