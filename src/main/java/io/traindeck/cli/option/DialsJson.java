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
import io.traindeck.train.Dials;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.ScheduleKind;
import io.traindeck.train.Extras;
import io.traindeck.train.Recipe;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Dials as {@code run.json} has them: the names of {@link Dials} in snake case. */
public final class DialsJson {
    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .registerTypeAdapter(ScheduleKind.class, new Word<>(ScheduleKind.class))
            .registerTypeAdapter(OptimizerKind.class, new Word<>(OptimizerKind.class))
            .registerTypeAdapter(Flip.class, new Word<>(Flip.class))
            .create();

    public static final String CHECKPOINT_EVERY = Dial.CHECKPOINT_EVERY.word();
    public static final String KEEP = "keep";
    private static final String EXTRAS = "extras";
    private static final String IMAGES = "images";

    private DialsJson() {}

    public static JsonObject write(Dials dials, int checkpointEvery, int keep) {
        JsonObject json = write(dials);
        json.addProperty(CHECKPOINT_EVERY, checkpointEvery);
        json.addProperty(KEEP, keep);
        return json;
    }

    /** Extras stand beside the other dials; those that are off are left out. */
    private static JsonObject write(Dials dials) {
        JsonObject json = GSON.toJsonTree(dials).getAsJsonObject();
        json.remove(EXTRAS);
        tree(dials.extras()).entrySet().stream()
                .filter(extra -> dials.extras().on().containsKey(extra.getKey()))
                .forEach(extra -> json.add(extra.getKey(), extra.getValue()));
        return json;
    }

    /** All extras side by side, though some are parts of a part. */
    private static JsonObject tree(Extras extras) {
        JsonObject tree = GSON.toJsonTree(extras).getAsJsonObject();
        JsonObject images = tree.remove(IMAGES).getAsJsonObject();
        images.entrySet().forEach(change -> tree.add(change.getKey(), change.getValue()));
        return tree;
    }

    /** The dials in the shape that Gson reads: extras in an object of their own, with those that are off written out. */
    private static JsonObject nested(JsonObject json) {
        JsonObject extras = tree(Extras.OFF);
        for (String extra : Set.copyOf(extras.keySet())) {
            if (json.has(extra)) {
                extras.add(extra, json.get(extra));
            }
        }
        // What Gson does not look for in an object does not matter.
        extras.add(IMAGES, extras.deepCopy());
        JsonObject nested = json.deepCopy();
        nested.add(EXTRAS, extras);
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
     * Reads how often checkpoints are written, or how many are kept. This stands beside the dials, since it changes what
     * is saved and not what is computed.
     *
     * @param key {@link #CHECKPOINT_EVERY} or {@link #KEEP}; 0 if it is not there
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
            // Gson takes 1.5 for 1 where a whole number is wanted.
            for (Map.Entry<String, JsonElement> read : write(dials).entrySet()) {
                if (!read.getValue().equals(json.get(read.getKey()))) {
                    throw new IllegalArgumentException(read.getKey() + " cannot be " + json.get(read.getKey()));
                }
            }
            return dials;
        } catch (RuntimeException e) {
            // Gson has no more special exception for a constructor that refuses its arguments.
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
