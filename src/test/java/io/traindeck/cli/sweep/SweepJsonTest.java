package io.traindeck.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.cli.queue.MadeRun;
import io.traindeck.event.TrainEvent.EndReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepJsonTest {
    private static final List<DialValues> DIALS =
            List.of(DialValues.parse("max_lr", "1e-3,3e-3", ","), DialValues.parse("schedule", "cosine,linear", ","));

    @TempDir
    Path dir;

    private JsonObject json(EndReason last, double... valAccs) {
        List<PointResult> results = new ArrayList<>();
        for (Point point : Points.grid(DIALS).subList(0, valAccs.length)) {
            int number = results.size();
            EndReason reason = number == valAccs.length - 1 ? last : EndReason.COMPLETED;
            results.add(PointResult.of(
                    point,
                    new MadeRun(dir, "run-" + number)
                            .epoch(0.5, valAccs[number])
                            .epoch(0.6, 0.1)
                            .ended(reason)
                            .outcome()));
        }
        return JsonParser.parseString(new SweepJson(results, DIALS).text()).getAsJsonObject();
    }

    @Test
    void tellsThePointsTheBestFirstAndTheMeansByValue() {
        JsonObject json = json(EndReason.FAILED, 0.5, 0.625, 0.75, 0.99);

        assertThat(json.get("goal")).hasToString("{\"metric\":\"val_acc\",\"better\":\"higher\"}");
        assertThat(json.get("best").getAsString()).isEqualTo("run-2");
        assertThat(json.getAsJsonArray("points"))
                .extracting(point -> point.getAsJsonObject().get("name").getAsString())
                .containsExactly("run-2", "run-1", "run-0", "run-3");
        JsonObject best = json.getAsJsonArray("points").get(0).getAsJsonObject();
        assertThat(best.get("point")).hasToString("{\"max_lr\":0.003,\"schedule\":\"cosine\"}");
        assertThat(best.get("path").getAsString())
                .isEqualTo(dir.resolve("run-2").toString());
        assertThat(best.get("state").getAsString()).isEqualTo("completed");
        assertThat(best.get("best").getAsDouble()).isEqualTo(0.75);
        assertThat(best.get("best_epoch").getAsInt()).isEqualTo(1);
        assertThat(best.get("best_step").getAsInt()).isEqualTo(10);
        assertThat(best.get("seconds").getAsDouble()).isEqualTo(130);
        assertThat(best.get("remark").isJsonNull()).isTrue();
        JsonObject failed = json.getAsJsonArray("points").get(3).getAsJsonObject();
        assertThat(failed.get("best").isJsonNull()).isTrue();
        assertThat(failed.get("remark").getAsString()).isEqualTo("run-3 failed: the loss is not a number");

        List<JsonElement> means = json.getAsJsonArray("means").asList();
        assertThat(means)
                .extracting(mean -> mean.getAsJsonObject().get("value").getAsString())
                .containsExactly("0.001", "0.003", "cosine", "linear");
        JsonObject mean = means.get(0).getAsJsonObject();
        assertThat(mean.get("dial").getAsString()).isEqualTo("max_lr");
        assertThat(mean.get("runs").getAsInt()).isEqualTo(2);
        assertThat(mean.get("mean").getAsDouble()).isEqualTo(0.5625);
        assertThat(mean.get("deviation").getAsDouble()).isCloseTo(0.125 / Math.sqrt(2), within(1e-9));
        assertThat(mean.get("best").getAsDouble()).isEqualTo(0.625);
        assertThat(means.get(1).getAsJsonObject().get("deviation").isJsonNull())
                .as("a single run has none")
                .isTrue();
    }

    @Test
    void aSweepWithoutAResultHasNoBest() {
        JsonObject json = json(EndReason.FAILED, 0.5);

        assertThat(json.get("goal").isJsonNull()).isTrue();
        assertThat(json.get("best").isJsonNull()).isTrue();
        assertThat(json.getAsJsonArray("means")).isEmpty();
    }
}
