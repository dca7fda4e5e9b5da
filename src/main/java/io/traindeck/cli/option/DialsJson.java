package io.traindeck.cli.option;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.traindeck.data.ImageChanges.Flip;
import io.traindeck.event.Dial;
import io.traindeck.model.Precision;
import io.traindeck.train.Dials;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.ScheduleKind;
import io.traindeck.train.Extras;
import io.traindeck.train.Recipe;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Dials as {@code run.json} has them: the names of {@link Dials} and its parts in snake case, side
 * by side.
 */
public final class DialsJson {
    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .registerTypeAdapter(ScheduleKind.class, new Word<>(ScheduleKind.class))
            .registerTypeAdapter(OptimizerKind.class, new Word<>(OptimizerKind.class))
            .registerTypeAdapter(Flip.class, new Word<>(Flip.class))
            .registerTypeAdapter(Precision.class, new Word<>(Precision.class))
            .create();

    public static final String CHECKPOINT_EVERY = Dial.CHECKPOINT_EVERY.word();
    public static final String KEEP = "keep";
    /** The dials except the extras, in the order in which they are written. */
    private static final List<String> ORDER = List.of(
            "epochs",
            "batch_size",
            "max_lr",
            "schedule",
            "optimizer",
            "weight_decay",
            "clip",
            "dropout",
            "head_dropout",
            "batch_norm",
            "patience",
            "augment",
            "widths",
            "hidden",
            "seed");

    private DialsJson() {}

    public static JsonObject write(Dials dials, int checkpointEvery, int keep) {
        JsonObject json = write(dials);
        json.addProperty(CHECKPOINT_EVERY, checkpointEvery);
        json.addProperty(KEEP, keep);
        return json;
    }

    /** All dials side by side; extras that are off are left out. */
    private static JsonObject write(Dials dials) {
        JsonObject all = flat(GSON.toJsonTree(dials).getAsJsonObject());
        JsonObject json = new JsonObject();
        ORDER.forEach(dial -> json.add(dial, all.get(dial)));
        all.asMap().forEach((key, value) -> {
            if (dials.extras().on().containsKey(key)) {
                json.add(key, value);
            }
        });
        return json;
    }

    /** The members of {@code json}, followed by those of its parts. */
    private static JsonObject flat(JsonObject json) {
        JsonObject flat = json.deepCopy();
        for (String key : json.keySet()) {
            if (json.get(key).isJsonObject()) {
                flat.remove(key);
                flat(json.getAsJsonObject(key)).asMap().forEach(flat::add);
            }
        }
        return flat;
    }

    /**
     * Returns the shape that Gson reads: each part holds all dials, since Gson ignores those that are not the part's.
     */
    private static JsonObject nested(JsonObject json) {
        JsonObject all = flat(GSON.toJsonTree(Extras.OFF).getAsJsonObject());
        json.asMap().forEach(all::add);
        return nested(Dials.class, all);
    }

    private static JsonObject nested(Class<?> part, JsonObject all) {
        JsonObject nested = all.deepCopy();
        for (RecordComponent component : part.getRecordComponents()) {
            if (component.getType().isRecord()) {
                nested.add(component.getName(), nested(component.getType(), all));
            }
        }
        return nested;
    }

    /** Sets a dial that can be turned to a value as it was typed. */
    public static void put(JsonObject json, Dial dial, String typed) {
        double value = dial.value(typed);
        if (dial.isTruth()) {
            json.addProperty(dial.word(), value != 0);
        } else if (dial.isCount()) {
            json.addProperty(dial.word(), (int) value);
        } else {
            json.addProperty(dial.word(), value);
        }
    }

    /**
     * Returns the dials whose values in {@code to} differ from those in {@code from}, with their values in {@code to}.
     */
    public static Map<Dial, String> changes(Map<Dial, String> from, JsonObject to) {
        Map<Dial, String> changes = new EnumMap<>(Dial.class);
        from.forEach((dial, before) -> {
            JsonElement value = to.get(dial.word());
            String after = value == null ? before : dial.text(dial.value(value.getAsString()));
            if (!after.equals(before)) {
                changes.put(dial, after);
            }
        });
        return changes;
    }

    /**
     * Reads how often checkpoints are written, or how many are kept. This stands beside the dials, since it changes
     * what is saved and not what is computed.
     *
     * @param key {@link #CHECKPOINT_EVERY} or {@link #KEEP}
     * @return 0 if the key is not there
     * @throws CliException in one line, if it is no number
     */
    public static int readSaving(JsonObject json, String key, String file) throws CliException {
        try {
            return json.has(key) ? json.get(key).getAsInt() : 0;
        } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
            throw new CliException(file + " holds no number under '" + key + "'; mend it", e);
        }
    }

    /** @throws CliException in one line, if a dial is missing, of the wrong type or out of its range */
    public static Dials read(JsonObject json, String file) throws CliException {
        for (String key : write(Recipe.UPGRADED.dials(0)).keySet()) {
            if (!json.has(key)) {
                throw new CliException(file + " lacks the dial '" + key + "'; start a new run instead");
            }
        }
        try {
            Dials dials = GSON.fromJson(nested(json), Dials.class);
            // Gson accepts 1.5 as 1 if a whole number is wanted.
            for (Map.Entry<String, JsonElement> read : write(dials).entrySet()) {
                if (!read.getValue().equals(json.get(read.getKey()))) {
                    throw new IllegalArgumentException(read.getKey() + " cannot be " + json.get(read.getKey()));
                }
            }
            return dials;
        } catch (RuntimeException e) {
            // Gson throws no more special exception for a constructor that refuses its arguments.
            throw new CliException(
                    file + " holds dials that make no sense (" + reason(e) + "); start a new run instead", e);
        }
    }

    private static String reason(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Writes a constant of an enum as its name in lower case, and reads it. */
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
