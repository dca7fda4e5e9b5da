package io.traindeck.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes and reads values of one Java type as JSON. Reading takes only what writing makes: no text for a number, no 1.5
 * for an integer, no null.
 *
 * @param read throws {@link JsonParseException}, {@link NumberFormatException} or {@link IllegalStateException} for
 *     anything else
 */
record JsonType(Function<Object, JsonElement> write, Function<JsonElement, Object> read) {
    private static final String NAN = "NaN";
    private static final String INFINITY = "Infinity";
    private static final String MINUS_INFINITY = "-Infinity";

    static JsonType of(Type type) {
        if (type == int.class) {
            return new JsonType(v -> new JsonPrimitive((Integer) v), e -> Integer.valueOf(number(e)));
        }
        if (type == long.class) {
            return new JsonType(v -> new JsonPrimitive((Long) v), e -> Long.valueOf(number(e)));
        }
        if (type == double.class) {
            return new JsonType(v -> writeDouble((Double) v), JsonType::readDouble);
        }
        if (type == boolean.class) {
            return new JsonType(v -> new JsonPrimitive((Boolean) v), JsonType::bool);
        }
        if (type == String.class) {
            return new JsonType(v -> new JsonPrimitive((String) v), JsonType::text);
        }
        if (type == JsonObject.class) {
            return new JsonType(v -> (JsonObject) v, JsonElement::getAsJsonObject);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(of(generic.getActualTypeArguments()[0]));
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return map(of(generic.getActualTypeArguments()[1]));
        }
        if (type instanceof Class<?> c && c.isEnum()) {
            return words(c.getEnumConstants());
        }
        if (type instanceof Class<?> c && c.isRecord()) {
            return record(RecordJson.of(c.asSubclass(Record.class)));
        }
        throw new IllegalArgumentException("no JSON for " + type);
    }

    private static <T extends Record> JsonType record(RecordJson<T> json) {
        return new JsonType(v -> json.write(json.type().cast(v)), e -> json.read(e.getAsJsonObject()));
    }

    private static JsonType list(JsonType items) {
        return new JsonType(
                v -> {
                    JsonArray array = new JsonArray();
                    ((List<?>) v).forEach(item -> array.add(items.write.apply(item)));
                    return array;
                },
                e -> {
                    List<Object> list = new ArrayList<>();
                    e.getAsJsonArray().forEach(item -> list.add(items.read.apply(item)));
                    return list;
                });
    }

    private static JsonType map(JsonType values) {
        return new JsonType(
                v -> {
                    JsonObject object = new JsonObject();
                    ((Map<?, ?>) v).forEach((key, value) -> object.add((String) key, values.write.apply(value)));
                    return object;
                },
                e -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    e.getAsJsonObject().asMap().forEach((key, value) -> map.put(key, values.read.apply(value)));
                    return Collections.unmodifiableMap(map);
                });
    }

    private static JsonType words(Object[] constants) {
        Map<String, Object> byWord = new LinkedHashMap<>();
        for (Object constant : constants) {
            byWord.put(word(constant), constant);
        }
        return new JsonType(v -> new JsonPrimitive(word(v)), e -> {
            Object constant = byWord.get(text(e));
            if (constant == null) {
                throw new JsonParseException("is none of " + String.join(", ", byWord.keySet()));
            }
            return constant;
        });
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private static JsonElement writeDouble(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(Double.toString(value));
    }

    private static Double readDouble(JsonElement element) {
        if (element instanceof JsonPrimitive p && p.isString()) {
            return switch (p.getAsString()) {
                case NAN -> Double.NaN;
                case INFINITY -> Double.POSITIVE_INFINITY;
                case MINUS_INFINITY -> Double.NEGATIVE_INFINITY;
                default -> throw new JsonParseException("is text, not a number");
            };
        }
        double value = Double.parseDouble(number(element));
        if (!Double.isFinite(value)) {
            throw new JsonParseException("is a number too large");
        }
        return value;
    }

    /** The digits as they stand in the file. */
    private static String number(JsonElement element) {
        if (element instanceof JsonPrimitive p && p.isNumber()) {
            return p.getAsString();
        }
        throw new JsonParseException("is not a number");
    }

    private static Boolean bool(JsonElement element) {
        if (element instanceof JsonPrimitive p && p.isBoolean()) {
            return p.getAsBoolean();
        }
        throw new JsonParseException("is neither true nor false");
    }

    private static String text(JsonElement element) {
        if (element instanceof JsonPrimitive p && p.isString()) {
            return p.getAsString();
        }
        throw new JsonParseException("is not text");
    }
}
