package io.traindeck.listing;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.List;

/**
 * A run in a line, as {@code runs} lists it.
 *
 * @param path absolute
 * @param recipe empty where neither log nor run.json tells; {@code data} likewise
 * @param epoch the epoch that is being trained, or was last; 0 before the first
 * @param epochs as planned; 0 where the log does not tell
 * @param step the last step done
 * @param bestEpoch 0 where no epoch was finished
 * @param bestValAcc in [0, 1]; NaN where no epoch was finished
 * @param valAccs {@code val_acc} of each epoch done, in order
 * @param startedMs when the run was first started, Unix milliseconds
 */
public record RunSummary(
        String name,
        Path path,
        RunStatus state,
        String recipe,
        String data,
        int epoch,
        int epochs,
        int step,
        int bestEpoch,
        double bestValAcc,
        List<Double> valAccs,
        long startedMs) {

    public RunSummary {
        valAccs = List.copyOf(valAccs);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("path", path.toString());
        json.addProperty("state", state.word());
        json.addProperty("recipe", recipe);
        json.addProperty("data", data);
        json.addProperty("epoch", epoch);
        json.addProperty("epochs", epochs);
        json.addProperty("step", step);
        json.addProperty("best_epoch", bestEpoch);
        json.add("best_val_acc", Double.isFinite(bestValAcc) ? new JsonPrimitive(bestValAcc) : JsonNull.INSTANCE);
        json.addProperty("started_ms", startedMs);
        return json;
    }
}
