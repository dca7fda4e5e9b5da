package io.traindeck.source;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the records of CatBoost's {@code catboost_training.json}, in which the metrics of a data set stand in a list,
 * {@code "learn": [0.68, 0.9]}. The names of the metrics stand once, before the records.
 */
final class CatBoostRecords {
    private static final String LEARN = "learn";
    private static final String TEST = "test";

    /** The paths of the lists that hold the names of metrics, and the data set of each list. */
    private static final Map<String, String> PLACES = Map.of("meta/learn_metrics", LEARN, "meta/test_metrics", TEST);

    private final Map<String, List<String>> names = new HashMap<>();

    /** Returns whether names of metrics stand in the list at that path. */
    static boolean areNamesAt(String path) {
        return PLACES.containsKey(path);
    }

    /** Returns whether the document is one of CatBoost's, as far as it was read. */
    boolean known() {
        return !names.isEmpty();
    }

    /** Reads the elements of the list at that path, which has begun. */
    void names(String path, JsonReader in) throws IOException {
        List<String> read = new ArrayList<>();
        while (in.hasNext()) {
            if (in.peek() == JsonToken.BEGIN_OBJECT) {
                FlatRecord metric = JsonRecords.object(in);
                int name = metric.indexOf("name");
                read.add(name < 0 ? String.valueOf(read.size()) : metric.text(name));
            } else {
                in.skipValue();
            }
        }
        names.put(PLACES.get(path), read);
    }

    /** Reads the record that comes next: each element of a list becomes a field such as {@code learn/RMSE}. */
    FlatRecord record(JsonReader in) throws IOException {
        FlatRecord record = new FlatRecord();
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (in.peek() == JsonToken.BEGIN_ARRAY) {
                metrics(name, in, record);
            } else {
                JsonRecords.field(in, name, 0, record);
            }
        }
        in.endObject();
        return record;
    }

    private void metrics(String set, JsonReader in, FlatRecord into) throws IOException {
        // Several sets to test on are called test, test1 and so on.
        List<String> called = names.getOrDefault(set.startsWith(TEST) ? TEST : set, List.of());
        in.beginArray();
        for (int i = 0; in.hasNext(); i++) {
            String name = i < called.size() ? called.get(i) : String.valueOf(i);
            JsonRecords.field(in, set + '/' + name, 0, into);
        }
        in.endArray();
    }
}
