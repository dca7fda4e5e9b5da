package io.traindeck.cli.log;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.traindeck.comparison.Best;
import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.DialValue;
import io.traindeck.comparison.RunSeries;
import io.traindeck.comparison.SharedGoal;
import io.traindeck.comparison.SharedGroup;
import io.traindeck.comparison.SharedMetric;
import io.traindeck.source.LoggedRun;
import java.util.List;
import java.util.Locale;

/** The output of {@code compare --json}. Numbers and names are those of the logs; what is not known is null. */
public final class ComparisonJson {
    private ComparisonJson() {}

    /**
     * Returns the output in ASCII.
     *
     * @param logs the logs of the runs that the comparison was made of, in their order
     */
    public static String of(Comparison comparison, List<LoggedRun> logs) {
        JsonObject json = new JsonObject();
        json.add("goal", comparison.goal().map(ComparisonJson::goal).orElse(JsonNull.INSTANCE));
        JsonArray runs = new JsonArray();
        for (int place = 0; place < logs.size(); place++) {
            runs.add(run(comparison, place, logs.get(comparison.given(place))));
        }
        json.add("runs", runs);
        JsonArray metrics = new JsonArray();
        for (SharedGroup group : comparison.groups()) {
            group.lines().forEach(line -> metrics.add(metric(line)));
        }
        json.add("metrics", metrics);
        return ExactJson.text(json);
    }

    private static JsonElement goal(SharedGoal goal) {
        JsonObject json = metric(goal.metric());
        json.addProperty("better", ExactJson.better(goal.better()));
        return json;
    }

    /** Returns what several runs measure, and the name that each of them has for it. */
    private static JsonObject metric(SharedMetric metric) {
        JsonObject json = new JsonObject();
        json.addProperty("quantity", metric.title());
        JsonArray names = new JsonArray();
        for (RunSeries series : metric.ofRuns()) {
            names.add(series.isNone() ? null : series.metric().name());
        }
        json.addProperty("part", metric.metric().part().name().toLowerCase(Locale.ROOT));
        json.add("names", names);
        return json;
    }

    /**
     * Adds the best value of a run, and where it was.
     *
     * @param best null for none
     */
    public static void addBest(JsonObject json, Best best) {
        json.add("best", best == null ? JsonNull.INSTANCE : ExactJson.finite(best.logged()));
        json.add("best_step", best == null || !best.isExact() ? JsonNull.INSTANCE : new JsonPrimitive(best.from()));
        json.add(
                "best_epoch",
                best == null || best.row() == null
                        ? JsonNull.INSTANCE
                        : ExactJson.finite(best.row().epoch()));
    }

    private static JsonObject run(Comparison comparison, int place, LoggedRun log) {
        ComparedRun run = comparison.runs().get(place);
        JsonObject json = new JsonObject();
        json.addProperty("name", run.name());
        json.addProperty("path", log.place());
        json.addProperty("format", log.format());
        json.addProperty("state", run.status().code());
        json.add("goal", ExactJson.goal(run.state().goal()));
        addBest(json, comparison.best(place));
        json.add(
                "step", run.state().isMeasured() ? new JsonPrimitive(run.state().lastStep()) : JsonNull.INSTANCE);
        json.add("seconds", ExactJson.finite(run.seconds().orElse(Double.NaN)));
        JsonObject last = new JsonObject();
        run.state()
                .metrics()
                .forEach(name ->
                        last.add(name, ExactJson.number(run.state().series(name).last())));
        json.add("last", last);
        JsonObject dials = new JsonObject();
        JsonObject turned = new JsonObject();
        for (Comparison.DialRow row : comparison.differingDials()) {
            DialValue value = row.values().get(place);
            dials.addProperty(row.dial(), value.start().isEmpty() ? null : value.start());
            if (!value.turns().isEmpty()) {
                turned.add(row.dial(), turns(value));
            }
        }
        json.add("dials", dials);
        json.add("turned", turned);
        return json;
    }

    /** Returns the values that a dial was turned to, each with the last step before: the last one is in force. */
    private static JsonArray turns(DialValue value) {
        JsonArray turns = new JsonArray();
        for (DialValue.Turn turn : value.turns()) {
            JsonObject json = new JsonObject();
            json.addProperty("step", turn.step());
            json.addProperty("value", turn.value());
            turns.add(json);
        }
        return turns;
    }
}
