package io.traindeck.cli;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.traindeck.train.Dials;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.ScheduleKind;
import java.io.IOException;
import java.util.Locale;

/** Dials as {@code run.json} has them: the names of {@link Dials} in snake case. */
final class DialsJson {
    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .registerTypeAdapter(ScheduleKind.class, new Word<>(ScheduleKind.class))
            .registerTypeAdapter(OptimizerKind.class, new Word<>(OptimizerKind.class))
            .create();

    private DialsJson() {}

    static JsonObject write(Dials dials) {
        return GSON.toJsonTree(dials).getAsJsonObject();
    }

    /** @throws CliException in one line, where a dial is missing, of the wrong type or out of its range */
    static Dials read(JsonObject json, String file) throws CliException {
        try {
            Dials dials = GSON.fromJson(json, Dials.class);
            for (String key : write(dials).keySet()) {
                if (!json.has(key)) {
                    throw new CliException(file + " lacks the dial '" + key + "'; start a new run instead");
                }
            }
            return dials;
        } catch (JsonParseException | IllegalArgumentException | NullPointerException e) {
            throw new CliException(
                    file + " holds dials that make no sense (" + reason(e) + "); start a new run instead", e);
        }
    }

    private static String reason(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    /** An enum as its lower-case word. */
    private static final class Word<E extends Enum<E>> extends TypeAdapter<E> {
        private final Class<E> type;

        Word(Class<E> type) {
            this.type = type;
        }

        @Override
        public void write(JsonWriter out, E value) throws IOException {
            out.value(value.toString());
        }

        @Override
        public E read(JsonReader in) throws IOException {
            return Enum.valueOf(type, in.nextString().toUpperCase(Locale.ROOT));
        }
    }
}
