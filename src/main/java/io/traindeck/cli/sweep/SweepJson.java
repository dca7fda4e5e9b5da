package io.traindeck.cli.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.traindeck.cli.log.ComparisonJson;
import io.traindeck.cli.log.ExactJson;
import io.traindeck.cli.queue.OutcomeJson;
import io.traindeck.comparison.Best;
import io.traindeck.event.Goal;
import java.util.List;
import java.util.Optional;

/** The output of {@code sweep --json}: what its tables tell. Numbers are those of the logs; what is not known is null. */
final class SweepJson {
    private final List<PointResult> results;
    private final List<DialValues> dials;

    /** @param dials the dials that vary */
    SweepJson(List<PointResult> results, List<DialValues> dials) {
        this.results = results.stream().sorted(PointResult.BEST_FIRST).toList();
        this.dials = List.copyOf(dials);
    }

    /** Returns the output in ASCII. */
    String text() {
        JsonObject json = new JsonObject();
        PointResult first = results.get(0);
        json.add(
                "goal",
                ExactJson.goal(first.score()
                        .map(score -> new Goal(score.metric().name(), score.better()))
                        .orElse(null)));
        json.addProperty(
                "best",
                first.score().map(score -> first.outcome().folder().name()).orElse(null));
        JsonArray points = new JsonArray();
        results.forEach(result -> points.add(point(result)));
        json.add("points", points);
        JsonArray means = new JsonArray();
        for (DialValues dial : dials) {
            ValueMean.of(dial.dial(), results).forEach(mean -> means.add(mean(dial.dial(), mean)));
        }
        json.add("means", means);
        return ExactJson.text(json);
    }

    private JsonObject point(PointResult result) {
        JsonObject json = OutcomeJson.of(result.outcome());
        JsonObject values = new JsonObject();
        for (DialValues dial : dials) {
            values.add(dial.dial(), ExactJson.typed(result.point().values().get(dial.dial())));
        }
        json.add("point", values);
        Optional<Best> best = result.score().map(Score::best);
        ComparisonJson.addBest(json, best.orElse(null));
        return json;
    }

    private static JsonObject mean(String dial, ValueMean mean) {
        JsonObject json = new JsonObject();
        json.addProperty("dial", dial);
        json.add("value", ExactJson.typed(mean.value()));
        json.addProperty("runs", mean.runs());
        json.add("mean", ExactJson.finite(mean.goal().mean()));
        json.add("deviation", ExactJson.finite(mean.goal().deviation()));
        json.add("best", ExactJson.finite(mean.best()));
        return json;
    }
}
