package io.traindeck.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.TrainEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An event as a line of {@code events.jsonl}, and back. {@link TrainEvent#TYPES} says which there are, the records say
 * which keys they have. Doubles come back to the last bit; those that are not finite are the strings {@code "NaN"},
 * {@code "Infinity"}, {@code "-Infinity"}.
 */
public final class EventCodec {
    static final String EVENT_KEY = "event";

    private static final Map<String, RecordJson<?>> BY_WORD = new HashMap<>();
    private static final Map<Class<?>, String> WORDS = new HashMap<>();

    static {
        TrainEvent.TYPES.forEach((word, type) -> {
            BY_WORD.put(word, RecordJson.of(type.asSubclass(Record.class)));
            WORDS.put(type, word);
        });
    }

    private EventCodec() {}

    /** One line, without its LF. */
    public static String encode(TrainEvent event) {
        String word = WORDS.get(event.getClass());
        JsonObject line = new JsonObject();
        line.addProperty(EVENT_KEY, word);
        BY_WORD.get(word).writeInto(line, (Record) event);
        return line.toString();
    }

    /** @see #decode(byte[], int, int) */
    public static Optional<TrainEvent> decode(String line) throws UnreadableLineException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return decode(bytes, 0, bytes.length);
    }

    /**
     * The event in {@code bytes[from, to)}, a line without its LF.
     *
     * @return empty for an event that this version does not know
     * @throws UnreadableLineException where it is not UTF-8, not one JSON object, or a known event of which a key is
     *     missing or of the wrong type
     */
    public static Optional<TrainEvent> decode(byte[] bytes, int from, int to) throws UnreadableLineException {
        TrainEvent.Step step = StepLine.read(bytes, from, to);
        if (step != null) {
            return Optional.of(step);
        }
        TrainEvent.SystemUsage usage = SystemLine.read(bytes, from, to);
        return usage != null ? Optional.of(usage) : decodeAny(bytes, from, to);
    }

    /** As {@link #decode(byte[], int, int)}, for every kind of line and an order of magnitude slower. */
    static Optional<TrainEvent> decodeAny(byte[] bytes, int from, int to) throws UnreadableLineException {
        try {
            JsonObject line = StrictJson.object(bytes, from, to);
            JsonElement word = line.get(EVENT_KEY);
            if (!(word instanceof JsonPrimitive p && p.isString())) {
                throw new JsonParseException("\"" + EVENT_KEY + "\" is missing or no text");
            }
            RecordJson<?> json = BY_WORD.get(word.getAsString());
            return json == null ? Optional.empty() : Optional.of((TrainEvent) json.read(line));
        } catch (JsonParseException e) {
            throw new UnreadableLineException(e.getMessage());
        }
    }
}
