package io.traindeck.source;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;

/** Reads JSON objects as {@link FlatRecord}s. Lists hold no metrics and are passed over, except {@link #STEP_LIST}. */
final class JsonRecords {
    /**
     * The name of the list in which NVIDIA's DLLogger writes the epoch and the step; its elements become {@code step/0}
     * and {@code step/1}.
     */
    static final String STEP_LIST = "step";

    private static final int LONGEST_STEP_LIST = 4;

    /** The depth of nested objects; deeper ones are passed over. */
    private static final int MAX_DEPTH = 32;

    /** Numbers that are not finite, as JSON libraries write them and as Python prints them. */
    private static final Map<String, Double> NOT_FINITE = Map.of(
            "NaN", Double.NaN,
            "Infinity", Double.POSITIVE_INFINITY,
            "-Infinity", Double.NEGATIVE_INFINITY,
            "nan", Double.NaN,
            "inf", Double.POSITIVE_INFINITY,
            "-inf", Double.NEGATIVE_INFINITY);

    private JsonRecords() {}

    /**
     * Returns whether the bytes that were looked at can be JSON: there are no zeros and no other bytes that text does
     * not have.
     */
    static boolean mayBeIn(Glance glance) {
        for (byte b : glance.head()) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return !glance.folder();
    }

    /** Returns a reader that also takes {@code NaN} and {@code Infinity} without quotes, as Python writes them. */
    static JsonReader reader(Reader text) {
        JsonReader reader = new JsonReader(text);
        reader.setStrictness(Strictness.LENIENT);
        return reader;
    }

    /**
     * Reads the object that comes next.
     *
     * @throws IOException if it is not JSON; a {@link java.io.EOFException} if the text ends within it
     */
    static FlatRecord object(JsonReader in) throws IOException {
        FlatRecord record = new FlatRecord();
        fields(in, "", 0, record);
        record.unquoteNumbers();
        return record.withoutMedia();
    }

    /** Reads the fields of the object that comes next; if there is a fault, those before it have been read. */
    static void fields(JsonReader in, String prefix, int depth, FlatRecord into) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            field(in, prefix + in.nextName(), depth, into);
        }
        in.endObject();
    }

    /** Reads the value that comes next into the field {@code name}, or, if it is an object, into fields below it. */
    static void field(JsonReader in, String name, int depth, FlatRecord into) throws IOException {
        switch (in.peek()) {
            case BEGIN_OBJECT -> {
                if (depth < MAX_DEPTH) {
                    fields(in, name + '/', depth + 1, into);
                } else {
                    in.skipValue();
                }
            }
            case BEGIN_ARRAY -> {
                if (name.equals(STEP_LIST)) {
                    stepList(in, into);
                } else {
                    in.skipValue();
                }
            }
            case NUMBER -> {
                String written = in.nextString();
                into.number(name, JavaDoubleParser.parseDouble(written), written);
            }
            case STRING -> {
                String text = in.nextString();
                Double number = notFinite(text);
                if (number != null) {
                    into.number(name, number, text);
                } else {
                    into.text(name, text);
                }
            }
            case BOOLEAN -> into.other(name, String.valueOf(in.nextBoolean()));
            case NULL -> {
                in.nextNull();
                into.other(name, "null");
            }
            default -> throw new MalformedJsonException("no value at " + in.getPath());
        }
    }

    private static void stepList(JsonReader in, FlatRecord into) throws IOException {
        in.beginArray();
        for (int i = 0; in.hasNext(); i++) {
            if (in.peek() == JsonToken.NUMBER && i < LONGEST_STEP_LIST) {
                field(in, STEP_LIST + '/' + i, 0, into);
            } else {
                in.skipValue();
            }
        }
        in.endArray();
    }

    /** Returns the number that the text is a word for; null if there is none. */
    static Double notFinite(String text) {
        return NOT_FINITE.get(text);
    }
}
