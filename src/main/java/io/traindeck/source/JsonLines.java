package io.traindeck.source;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.traindeck.run.FollowedLines;
import io.traindeck.run.LineShape;
import io.traindeck.run.LineShapes;
import io.traindeck.run.LineSlots;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Follows lines each of which is a JSON object. Other lines are counted and passed over; blank ones are not counted. If
 * a line has the shape of an earlier one, only its numbers are parsed.
 */
final class JsonLines implements EventSource {
    /** The prefix that DLLogger puts before each line that it prints. */
    static final String DLLOGGER = "DLLL ";

    private static final byte[] PREFIX = DLLOGGER.getBytes(StandardCharsets.US_ASCII);
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /**
     * The number of line shapes that are learned for one shape of records; only texts and lists that vary make more of
     * them.
     */
    private static final int MOST_LEARNED = 64;

    /**
     * A kind of line.
     *
     * @param record a record that was read from such a line; its numbers are overwritten
     * @param fields the field of the record in each slot, -1 for none
     * @param texts whether a text stands in the slot
     * @param mayUnquote whether other texts could be taken for numbers
     */
    private record Known(FlatRecord record, RecordShape shape, int[] fields, boolean[] texts, boolean mayUnquote) {}

    private final FollowedLines lines;
    private final Runnable restarted;
    private RecordEvents events;
    private LineShapes<Known> known;
    private long unreadable;

    JsonLines(Path file, Runnable restarted) {
        this.restarted = restarted;
        lines = new FollowedLines(file, this::restart);
        forget();
    }

    private void restart() {
        forget();
        restarted.run();
    }

    private void forget() {
        events = new RecordEvents();
        known = new LineShapes<>();
        unreadable = 0;
    }

    @Override
    public int poll(int most, Sink into) throws IOException {
        return lines.poll(most, new FollowedLines.Lines() {
            @Override
            public void line(byte[] buffer, int from, int to, long offset) {
                int start = start(buffer, from, to);
                if (start < to && !takeKnown(buffer, start, to, into) && !takeAny(buffer, start, to, into)) {
                    unreadable++;
                }
            }

            @Override
            public int known(byte[] buffer, int from, int to, long offset) {
                Known like = known.findFirst(buffer, from, to);
                return like != null && take(like, into) ? known.end() : -1;
            }

            @Override
            public void tooLong(long offset, long end) {
                unreadable++;
            }

            @Override
            public boolean rest(byte[] buffer, int from, int to, long offset) {
                int start = start(buffer, from, to);
                return endsObject(buffer, start, to) && takeAny(buffer, start, to, into);
            }
        });
    }

    /** Returns the place where the object begins, if there is one; {@code to} if the line is blank. */
    private static int start(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to && isBlank(buffer[at])) {
            at++;
        }
        boolean prefixed = to - at > PREFIX.length;
        for (int i = 0; prefixed && i < PREFIX.length; i++) {
            prefixed = buffer[at + i] == PREFIX[i];
        }
        return prefixed ? at + PREFIX.length : at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    private static boolean endsObject(byte[] buffer, int from, int to) {
        int last = to - 1;
        while (last > from && isBlank(buffer[last])) {
            last--;
        }
        return last > from && buffer[last] == '}';
    }

    private boolean takeKnown(byte[] buffer, int from, int to, Sink into) {
        Known like = known.find(buffer, from, to);
        return like != null && take(like, into);
    }

    private boolean take(Known like, Sink into) {
        FlatRecord record = like.record;
        LineSlots slots = known.slots();
        for (int i = 0; i < like.fields.length; i++) {
            int field = like.fields[i];
            if (field < 0) {
                continue;
            }
            if (!like.texts[i]) {
                record.set(field, slots.number(i));
            } else if (!setText(like, field, slots.text(i))) {
                return false;
            }
        }
        events.handOnNumbers(record, like.shape, into);
        return true;
    }

    /** Puts a text into the record; returns false if it would make the record another one. */
    private static boolean setText(Known like, int field, String text) {
        FlatRecord record = like.record;
        if (record.isText(field)) {
            record.set(field, text);
            return !like.mayUnquote || !FlatRecord.isNumber(text);
        }
        boolean number = FlatRecord.isNumber(text);
        if (number) {
            record.set(field, FlatRecord.parse(text));
        }
        return number;
    }

    /** Takes a line that no learned shape fits; returns false if it is not a JSON object. */
    private boolean takeAny(byte[] buffer, int from, int to, Sink into) {
        FlatRecord record = parse(buffer, from, to);
        if (record == null) {
            return false;
        }
        RecordShape shape = events.take(record, into);
        if (shape.seen < MOST_LEARNED && record.ordinary() && events.tellsNumbersAlone(record, shape)) {
            LineShape.of(buffer, from, to, true, keys -> varies(record, shape, String.join("/", keys)))
                    .ifPresent(line -> learn(line, record, shape));
        }
        return true;
    }

    private boolean varies(FlatRecord record, RecordShape shape, String name) {
        int field = record.indexOf(name);
        return field >= 0 && (field == shape.counters.time() || record.isNumber(field) || events.varies(name));
    }

    private void learn(LineShape line, FlatRecord record, RecordShape shape) {
        List<LineShape.Slot> slots = line.slots();
        int[] fields = new int[slots.size()];
        boolean[] texts = new boolean[slots.size()];
        boolean[] found = new boolean[record.size()];
        for (int i = 0; i < fields.length; i++) {
            texts[i] = slots.get(i).text();
            fields[i] = record.indexOf(String.join("/", slots.get(i).keys()));
            if (fields[i] >= 0) {
                if (found[fields[i]]) {
                    return;
                }
                found[fields[i]] = true;
            }
        }
        known.learn(line, new Known(record, shape, fields, texts, record.mayUnquoteNumbers()));
    }

    private static FlatRecord parse(byte[] buffer, int from, int to) {
        String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        return parse(text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
    }

    /** Returns the record in a line; null if the line is not a JSON object. */
    static FlatRecord parse(String line) {
        try (JsonReader in = JsonRecords.reader(new StringReader(line))) {
            if (in.peek() != JsonToken.BEGIN_OBJECT) {
                return null;
            }
            FlatRecord record = JsonRecords.object(in);
            return in.peek() == JsonToken.END_DOCUMENT ? record : null;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            return null;
        }
    }

    @Override
    public double share() {
        return lines.share();
    }

    @Override
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
