package io.traindeck.source;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;

/** Tells from the first bytes of a file whether it is a JSON document that is a log, rather than one of some other kind. */
final class JsonFileHead {
    /** Names that the documents of trainers give to their lists of records. */
    private static final Set<String> RECORDS = Set.of(
            "log_history", "history", "log", "logs", "records", "metrics", "results", "epochs", "steps", "iterations");

    /** Objects in which DLLogger tells of the run before all else. */
    private static final Set<String> DLLOGGER = Set.of("run/cpu_info", "run/gpu_info", "run/args");

    private static final int MAX_DEPTH = 8;

    /** The counts of what the head shows, as far as it goes. */
    private int scalars;

    private int numberLists;
    private int otherLists;
    private boolean records;
    private boolean dllogger;

    /** Whether the document ends within the head, and whether something follows it there. */
    private boolean whole;

    private boolean followed;

    private JsonFileHead() {}

    static boolean isLog(Glance glance) {
        String text = glance.text();
        String trimmed = text.startsWith("\ufeff") ? text.substring(1).strip() : text.strip();
        if (trimmed.startsWith("[")) {
            return isListOfRecords(trimmed);
        }
        return trimmed.startsWith("{") && new JsonFileHead().looksLikeLog(trimmed);
    }

    /**
     * Returns whether a record may be of a log: most of its fields are numbers, or one of them counts steps or epochs.
     */
    private static boolean isRecord(FlatRecord record) {
        int numbers = 0;
        boolean counts = false;
        for (int i = 0; i < record.size(); i++) {
            numbers += record.isNumber(i) ? 1 : 0;
            CounterNames.Role role = CounterNames.role(record.name(i));
            counts |= record.isNumber(i) && (role == CounterNames.Role.STEP || role == CounterNames.Role.EPOCH);
        }
        return numbers > 0 && (counts || 2 * numbers > record.size());
    }

    private static boolean isListOfRecords(String text) {
        FlatRecord first = new FlatRecord();
        try (JsonReader in = JsonRecords.reader(new StringReader(text))) {
            in.beginArray();
            if (in.peek() == JsonToken.BEGIN_OBJECT) {
                JsonRecords.fields(in, "", 0, first);
            }
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            // The head ends, or it is not JSON: the fields that were read before must do.
        }
        return isRecord(first);
    }

    private boolean looksLikeLog(String text) {
        try (JsonReader in = JsonRecords.reader(new StringReader(text))) {
            object(in, "", 0);
            whole = true;
            followed = in.peek() != JsonToken.END_DOCUMENT;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            // The head ends, or it is not JSON: the fields that were read before must do.
        }
        if (followed) {
            return false;
        }
        // A record of JSON lines may be longer than the head and have lists in it; a document has line breaks, or lists
        // alone.
        boolean document = whole || scalars == 0 || isBroken(text);
        return document && (records || dllogger || (numberLists > 0 && numberLists >= scalars + otherLists));
    }

    private static boolean isBroken(String text) {
        return text.length() > 1 && (text.charAt(1) == '\n' || text.charAt(1) == '\r');
    }

    private void object(JsonReader in, String path, int depth) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            String below = path + name;
            switch (in.peek()) {
                case BEGIN_OBJECT -> {
                    dllogger |= DLLOGGER.contains(below);
                    if (depth < MAX_DEPTH && !RecordNames.isSetting(below)) {
                        object(in, below + '/', depth + 1);
                    } else {
                        in.skipValue();
                    }
                }
                case BEGIN_ARRAY -> list(in, name, depth);
                default -> {
                    in.skipValue();
                    scalars++;
                }
            }
        }
        in.endObject();
    }

    private void list(JsonReader in, String name, int depth) throws IOException {
        in.beginArray();
        if (name.equals("log_history")) {
            records = true;
        }
        if (in.peek() == JsonToken.BEGIN_OBJECT && depth == 0) {
            FlatRecord first = new FlatRecord();
            try {
                JsonRecords.fields(in, "", 0, first);
            } finally {
                records |= RECORDS.contains(name) && isRecord(first);
            }
        }
        if (in.peek() == JsonToken.NUMBER
                || (in.peek() == JsonToken.STRING && JsonRecords.notFinite(in.nextString()) != null)) {
            numberLists++;
        } else if (in.peek() == JsonToken.BEGIN_ARRAY) {
            in.beginArray();
            numberLists += in.peek() == JsonToken.NUMBER ? 1 : 0;
            while (in.hasNext()) {
                in.skipValue();
            }
            in.endArray();
        } else if (in.hasNext()) {
            otherLists++;
        }
        while (in.hasNext()) {
            in.skipValue();
        }
        in.endArray();
    }
}
