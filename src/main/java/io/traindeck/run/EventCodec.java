package io.traindeck.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Validating;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns an event into a line of {@code events.jsonl}, and back. {@link TrainEvent#TYPES} says which events there are.
 * Doubles come back to the last bit; those that are not finite are the strings {@code "NaN"}, {@code "Infinity"},
 * {@code "-Infinity"}.
 */
public final class EventCodec {
    static final String EVENT_KEY = "event";

    private static final Map<String, EventJson<?>> BY_WORD = new HashMap<>();
    private static final Map<Class<?>, String> WORDS = new HashMap<>();

    static {
        TrainEvent.TYPES.forEach((word, type) -> {
            BY_WORD.put(word, json(type));
            WORDS.put(type, word);
        });
    }

    private EventCodec() {}

    private static EventJson<?> json(Class<? extends TrainEvent> type) {
        if (type == Measured.class) {
            return new MeasuredJson();
        } else if (type == RunStarted.class) {
            return DescriptionJson.started();
        } else if (type == Described.class) {
            return DescriptionJson.described();
        } else if (type == RunEnded.class) {
            return new EndedJson();
        } else if (type == DialTurned.class) {
            return new DialJson();
        }
        return ofKeys(type);
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record & TrainEvent> EventJson<R> ofKeys(Class<? extends TrainEvent> type) {
        return EventJson.of((Class<R>) type);
    }

    /** Returns the event as one line, without its LF. */
    public static String encode(TrainEvent event) {
        String word =
                event instanceof Measured measured ? MeasuredJson.word(measured.kind()) : WORDS.get(event.getClass());
        JsonObject line = new JsonObject();
        line.addProperty(EVENT_KEY, word);
        write(BY_WORD.get(word), event, line);
        return line.toString();
    }

    @SuppressWarnings("unchecked")
    private static <E extends TrainEvent> void write(EventJson<E> json, TrainEvent event, JsonObject line) {
        json.write((E) event, line);
    }

    /** @see #decode(byte[], int, int) */
    public static Optional<TrainEvent> decode(String line) throws UnreadableLineException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return decode(bytes, 0, bytes.length);
    }

    /**
     * Reads the event in {@code bytes[from, to)}, a line without its LF. To read line after line, use an {@link
     * EventDecoder}, which is an order of magnitude faster.
     *
     * @return empty for an event that this version does not know
     * @throws UnreadableLineException if it is not UTF-8, not one JSON object, or a known event of which a needed key
     *     is missing or of the wrong type
     */
    static Optional<TrainEvent> decode(byte[] bytes, int from, int to) throws UnreadableLineException {
        try {
            JsonObject line = StrictJson.object(bytes, from, to);
            JsonElement word = line.get(EVENT_KEY);
            if (!(word instanceof JsonPrimitive p && p.isString())) {
                throw new JsonParseException("\"" + EVENT_KEY + "\" is missing or no text");
            }
            EventJson<?> json = BY_WORD.get(word.getAsString());
            if (json == null) {
                return Optional.empty();
            }
            if (TrainEvent.TYPES.get(word.getAsString()) == Validating.class
                    && !JsonKeys.isTold(line, MeasuredJson.EPOCH)) {
                line.addProperty(MeasuredJson.EPOCH, 0);
            }
            return Optional.of(json.read(word.getAsString(), line));
        } catch (JsonParseException e) {
            throw new UnreadableLineException(e.getMessage());
        }
    }
}
