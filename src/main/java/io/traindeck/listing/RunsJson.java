package io.traindeck.listing;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.BatchJob;
import io.traindeck.event.TrainEvent.Parent;
import java.util.List;

/** The JSON that {@code runs --json} prints. */
public final class RunsJson {
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private RunsJson() {}

    /** An array with an object for each run. */
    public static String of(List<RunSummary> runs) {
        JsonArray array = new JsonArray();
        runs.forEach(run -> array.add(of(run)));
        return PRETTY.toJson(array);
    }

    private static JsonObject of(RunSummary run) {
        JsonObject json = new JsonObject();
        json.addProperty("name", run.name());
        json.addProperty("path", run.run().place());
        json.addProperty("format", run.run().format());
        json.addProperty("state", run.state().code());
        json.addProperty("recipe", run.about().recipe());
        json.addProperty("data", run.about().data());
        json.addProperty("epoch", run.reached().epoch());
        json.addProperty("epochs", run.reached().epochs());
        json.addProperty("step", run.reached().step());
        json.addProperty("best_epoch", run.best().epoch());
        json.add("best_val_acc", finite(run.best().valAcc()));
        json.add("started_ms", known(run.about().startedMs(), 0));
        json.add(
                "metric",
                run.best().metric().isEmpty()
                        ? JsonNull.INSTANCE
                        : new JsonPrimitive(run.best().metric()));
        json.add("best", finite(run.best().value()));
        json.add("best_step", known(run.best().step(), -1));
        json.add("parent", parent(run.about().parent()));
        if (run.about().job() != null) {
            json.add("job", of(run.about().job()));
        }
        return json;
    }

    private static JsonElement parent(Parent parent) {
        if (parent == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("run", parent.run());
        json.addProperty("step", parent.step());
        return json;
    }

    private static JsonObject of(BatchJob job) {
        JsonObject json = new JsonObject();
        json.addProperty("id", job.id());
        json.addProperty("node", job.node().isEmpty() ? null : job.node());
        json.addProperty("reason", job.reason().isEmpty() ? null : job.reason());
        json.addProperty("requeued", job.requeued());
        return json;
    }

    private static JsonElement finite(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }

    private static JsonElement known(long value, long unknown) {
        return value == unknown ? JsonNull.INSTANCE : new JsonPrimitive(value);
    }
}
