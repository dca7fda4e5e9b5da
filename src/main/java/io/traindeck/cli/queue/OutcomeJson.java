package io.traindeck.cli.queue;

import com.google.gson.JsonObject;
import io.traindeck.cli.log.ExactJson;

/** A run of a queue as JSON for other programs: what every command that trains queues tells of it. */
public final class OutcomeJson {
    private OutcomeJson() {}

    /** Returns its name, path, state, seconds and a remark; null for what is not known yet. */
    public static JsonObject of(RunOutcome outcome) {
        JsonObject json = new JsonObject();
        json.addProperty("name", outcome.folder().name());
        json.addProperty(
                "path", outcome.folder().path().toAbsolutePath().normalize().toString());
        json.addProperty("state", outcome.begun() ? outcome.status().code() : null);
        json.add("seconds", ExactJson.finite(outcome.run().seconds().orElse(Double.NaN)));
        json.addProperty("remark", outcome.remark().orElse(null));
        return json;
    }
}
