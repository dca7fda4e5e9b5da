package io.traindeck.run;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * A record as a JSON object: a key for each component, its name in snake case. Unlike Gson's own reflection, reading
 * refuses an object in which a key is missing or of another type, where Gson would fill in zeros.
 */
final class RecordJson<T extends Record> {
    /**
     * The key may be missing from the JSON object, or null; the component is null then. All other keys must be there.
     */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface MayBeNull {}

    /** The component is a record, and its keys stand in the object in its place. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Inline {}

    private record Part(String key, boolean mayBeNull, boolean inline, Method accessor, JsonType type) {}

    private final Class<T> type;
    private final List<Part> parts = new ArrayList<>();
    private final Constructor<T> constructor;

    private RecordJson(Class<T> type) throws ReflectiveOperationException {
        this.type = type;
        List<Class<?>> parameters = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES.translateName(
                    type.getDeclaredField(component.getName()));
            parts.add(new Part(
                    key,
                    component.isAnnotationPresent(MayBeNull.class),
                    component.isAnnotationPresent(Inline.class),
                    component.getAccessor(),
                    JsonType.of(component.getGenericType())));
            parameters.add(component.getType());
        }
        constructor = type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new));
    }

    static <T extends Record> RecordJson<T> of(Class<T> type) {
        try {
            return new RecordJson<>(type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be written as JSON", e);
        }
    }

    Class<T> type() {
        return type;
    }

    /** The keys in the order of the components. */
    List<String> keys() {
        return parts.stream().map(Part::key).toList();
    }

    JsonObject write(T record) {
        JsonObject object = new JsonObject();
        writeInto(object, record);
        return object;
    }

    /** Adds the keys of {@code record} after those that {@code object} has. */
    void writeInto(JsonObject object, Record record) {
        for (Part part : parts) {
            try {
                Object value = part.accessor.invoke(record);
                if (part.inline) {
                    part.type.write().apply(value).getAsJsonObject().asMap().forEach(object::add);
                    continue;
                }
                object.add(
                        part.key,
                        value == null && part.mayBeNull
                                ? JsonNull.INSTANCE
                                : part.type.write().apply(value));
            } catch (ReflectiveOperationException | NullPointerException e) {
                throw new IllegalArgumentException(
                        "\"" + part.key + "\" of " + type.getSimpleName() + " cannot be written", e);
            }
        }
    }

    /** @throws JsonParseException if a key is missing or of the wrong type; other keys are ignored */
    T read(JsonObject object) {
        Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            Part part = parts.get(i);
            JsonElement element = part.inline ? object : object.get(part.key);
            if (element != null && !(part.mayBeNull && element.isJsonNull())) {
                values[i] = read(part, element);
            } else if (!part.mayBeNull) {
                throw new JsonParseException("\"" + part.key + "\" is missing");
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new JsonParseException("not a " + type.getSimpleName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object read(Part part, JsonElement element) {
        if (part.inline) {
            return part.type.read().apply(element);
        }
        try {
            return part.type.read().apply(element);
        } catch (NumberFormatException e) {
            throw new JsonParseException("\"" + part.key + "\" is not a whole number in range", e);
        } catch (IllegalStateException e) {
            throw new JsonParseException("\"" + part.key + "\" is of the wrong type", e);
        } catch (JsonParseException e) {
            throw new JsonParseException("\"" + part.key + "\" " + e.getMessage(), e);
        }
    }
}
