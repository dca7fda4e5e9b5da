package io.traindeck.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Single keys of an object. Those that must be there are read as strictly as {@link JsonType} does; of the others, a value
 * of another type counts as none.
 */
final class JsonKeys {
    private static final JsonType WHOLE = JsonType.of(long.class);
    private static final JsonType NUMBER = JsonType.of(double.class);
    private static final JsonType TEXT = JsonType.of(String.class);

    private JsonKeys() {}

    /** Whether the key is there, and not null. */
    static boolean isTold(JsonObject object, String key) {
        return object.has(key) && !object.get(key).isJsonNull();
    }

    /** A whole number that must be there. */
    static long whole(JsonObject object, String key) {
        return read(object, key, WHOLE, Long.class)
                .orElseThrow(() -> new JsonParseException("\"" + key + "\" is missing"));
    }

    /** A whole number; {@code absent} if the key is not there, or its value is anything else. */
    static long whole(JsonObject object, String key, long absent) {
        return optional(object, key, WHOLE, Long.class).orElse(absent);
    }

    /**
     * A number, or one of the three words for those that are not finite; {@code absent} if the key is not there, or its
     * value is anything else.
     */
    static double number(JsonObject object, String key, double absent) {
        return optional(object, key, NUMBER, Double.class).orElse(absent);
    }

    /** A text; {@code absent} if the key is not there, or its value is anything else. */
    static String text(JsonObject object, String key, String absent) {
        return optional(object, key, TEXT, String.class).orElse(absent);
    }

    private static <T> Optional<T> optional(JsonObject object, String key, JsonType type, Class<T> as) {
        try {
            return read(object, key, type, as);
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** A number as in {@link #number}; empty if the value is anything else. */
    static Optional<Double> anyNumber(JsonElement value) {
        try {
            return Optional.of((Double) NUMBER.read().apply(value));
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A value of a type that {@link JsonType} knows. */
    static <T> T read(JsonObject object, String key, Type type, Class<T> as) {
        return read(object, key, JsonType.of(type), as)
                .orElseThrow(() -> new JsonParseException("\"" + key + "\" is missing"));
    }

    private static <T> Optional<T> read(JsonObject object, String key, JsonType type, Class<T> as) {
        JsonElement element = object.get(key);
        if (element == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(as.cast(type.read().apply(element)));
        } catch (NumberFormatException e) {
            throw new JsonParseException("\"" + key + "\" is not a whole number in range", e);
        } catch (IllegalStateException e) {
            throw new JsonParseException("\"" + key + "\" is of the wrong type", e);
        } catch (JsonParseException e) {
            throw new JsonParseException("\"" + key + "\" " + e.getMessage(), e);
        }
    }
}
