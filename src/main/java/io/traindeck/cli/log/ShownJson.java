package io.traindeck.cli.log;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.traindeck.advice.TurnedDials;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.source.LoggedRun;
import java.util.Map;

/** The output of {@code show --json}. Numbers come back to the last bit, names are those of the log. */
final class ShownJson {
    private ShownJson() {}

    /** Returns the output in ASCII, which is UTF-8 in every locale. */
    static String of(ReadLog log, String state) {
        JsonObject json = new JsonObject();
        json.addProperty("run", log.run().name());
        json.addProperty("path", log.run().place());
        json.addProperty("format", log.run().format());
        json.addProperty("state", state);
        json.add(
                "step",
                log.figures().step().isPresent()
                        ? new JsonPrimitive(log.figures().step().getAsLong())
                        : JsonNull.INSTANCE);
        json.add("epoch", ExactJson.finite(log.figures().epoch().orElse(Double.NaN)));
        json.add("plan", plan(log.state().plan()));
        json.addProperty("unreadable", log.unreadable());
        JsonArray notRead = new JsonArray();
        log.run().others().forEach(other -> notRead.add(place(other)));
        json.add("not_read", notRead);
        json.add("goal", ExactJson.goal(log.goal()));
        json.add("facts", facts(log.state().turned().inForce().facts()));
        json.add("turned", turned(log.state().turned()));
        JsonArray metrics = new JsonArray();
        log.figures().metrics().forEach(metric -> metrics.add(metric(metric)));
        json.add("metrics", metrics);
        json.addProperty("left_out", log.figures().hasLeftOut());
        return ExactJson.text(json);
    }

    private static JsonObject plan(Plan plan) {
        JsonObject json = new JsonObject();
        json.add("steps", known(plan.steps()));
        json.add("epochs", known(plan.epochs()));
        json.add("steps_per_epoch", known(plan.stepsPerEpoch()));
        return json;
    }

    private static JsonElement known(long length) {
        return length > 0 ? new JsonPrimitive(length) : JsonNull.INSTANCE;
    }

    private static JsonObject place(LoggedRun log) {
        JsonObject json = new JsonObject();
        json.addProperty("path", log.place());
        json.addProperty("format", log.format());
        return json;
    }

    private static JsonObject facts(Map<String, String> facts) {
        JsonObject json = new JsonObject();
        facts.forEach((name, fact) -> json.add(name, ExactJson.typed(fact)));
        return json;
    }

    /** Returns what each dial was turned to after which step, by the names of the dials. */
    private static JsonObject turned(TurnedDials dials) {
        JsonObject json = new JsonObject();
        for (DialTurned turn : dials.turns()) {
            JsonObject one = new JsonObject();
            one.addProperty("step", turn.step());
            one.add("value", ExactJson.typed(turn.after()));
            if (!json.has(turn.name())) {
                json.add(turn.name(), new JsonArray());
            }
            json.getAsJsonArray(turn.name()).add(one);
        }
        return json;
    }

    private static JsonObject metric(MetricFigures metric) {
        JsonObject json = new JsonObject();
        json.addProperty("name", metric.name());
        json.addProperty("points", metric.points());
        json.add("first", ExactJson.number(metric.first()));
        json.add("last", ExactJson.number(metric.last()));
        json.addProperty("last_step", metric.lastStep());
        json.add("min", ExactJson.finite(metric.min()));
        json.add("max", ExactJson.finite(metric.max()));
        json.addProperty("not_finite", metric.notFinite());
        return json;
    }
}
