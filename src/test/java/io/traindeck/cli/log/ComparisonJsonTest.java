package io.traindeck.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.comparison.ComparedRuns;
import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.comparison.OthersSamples;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonJsonTest {
    @TempDir
    Path folder;

    private LoggedRun log(String path) throws IOException {
        return Formats.all().find(folder.resolve(path)).orElseThrow();
    }

    private static JsonObject run(JsonObject json, int place) {
        return json.getAsJsonArray("runs").get(place).getAsJsonObject();
    }

    private static JsonObject json(Comparison comparison, List<LoggedRun> logs) {
        String text = ComparisonJson.of(comparison, logs);
        assertThat(text).matches("\\p{ASCII}*").doesNotContain(": NaN");
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Test
    void runsHaveTheirOwnNamesForWhatTheyAreComparedBy() throws Exception {
        Comparison comparison = new OthersSamples(folder).rewards();
        JsonObject json = json(comparison, List.of(log("sb3/progress.csv"), log("impala/metrics.jsonl")));

        assertThat(json.getAsJsonObject("goal").toString())
                .isEqualTo("{\"quantity\":\"reward\",\"part\":\"train\","
                        + "\"names\":[\"rollout/ep_rew_mean\",\"episode_return_mean\"],\"better\":\"higher\"}");
        JsonObject impala = run(json, 1);
        assertThat(impala.get("name").getAsString()).isEqualTo("impala");
        assertThat(impala.get("path").getAsString())
                .isEqualTo(folder.resolve("impala/metrics.jsonl").toString());
        assertThat(impala.get("format").getAsString()).isEqualTo("JSON lines");
        assertThat(impala.get("state").getAsString()).isEqualTo("running");
        assertThat(impala.getAsJsonObject("goal").get("metric").getAsString()).isEqualTo("episode_return_mean");
        assertThat(impala.get("best_step").getAsLong()).isEqualTo(370_500);
        assertThat(impala.get("best_epoch").isJsonNull()).isTrue();
        assertThat(impala.get("step").getAsLong()).isEqualTo(380_000);
        assertThat(impala.get("seconds").isJsonNull()).isTrue();
        assertThat(impala.getAsJsonObject("last").keySet())
                .containsExactly("episode_return_mean", "episode_return_max", "train/value_loss", "lr");
        assertThat(impala.getAsJsonObject("dials").toString())
                .isEqualTo("{\"agent\":\"impala\",\"lr\":null,\"gamma\":null}");
        List<String> quantities = new ArrayList<>();
        for (JsonElement metric : json.getAsJsonArray("metrics")) {
            quantities.add(metric.getAsJsonObject().get("quantity").getAsString());
        }
        assertThat(quantities).startsWith("reward", "value_loss").contains("learning rate");
    }

    @Test
    void numbersComeBackToTheLastBitAndWhatIsNoneIsAStringOrNull() throws Exception {
        Path log = Files.writeString(
                folder.resolve("log.jsonl"),
                """
                {"step": 1, "val_loss": 0.1234567890123456, "kl": 1, "val_é": 2}
                {"step": 2, "val_loss": NaN, "kl": NaN, "val_é": 3}
                """);
        Comparison comparison = new Comparison(List.of(OthersSamples.run("caf\u00e9 \u001b", log, Status.COMPLETED)));
        JsonObject run = run(json(comparison, List.of(log("log.jsonl"))), 0);
        assertThat(run.get("best").getAsDouble()).isEqualTo(0.1234567890123456);
        assertThat(run.getAsJsonObject("last").get("val_loss").getAsString()).isEqualTo("NaN");
        assertThat(run.getAsJsonObject("last").get("kl").getAsString()).isEqualTo("NaN");
        assertThat(run.get("name").getAsString()).isEqualTo("caf\u00e9 \u001b");
        assertThat(run.getAsJsonObject("dials").size()).isZero();
    }

    @Test
    void aTurnedDialHasItsStartAndEachLaterValue() throws Exception {
        LoggedRun spiked = Formats.all().find(Path.of("runs", "spiked")).orElseThrow();
        LoggedRun rescued = Formats.all().find(Path.of("runs", "rescued")).orElseThrow();
        List<LoggedRun> logs = List.of(spiked, rescued);
        JsonObject json = json(ComparedRuns.read(logs, false, 0, trouble -> {}), logs);
        assertThat(run(json, 0).getAsJsonObject("dials").get("max_lr").getAsString())
                .isEqualTo("0.003");
        assertThat(run(json, 0).getAsJsonObject("turned").toString())
                .isEqualTo("{\"max_lr\":[{\"step\":201,\"value\":\"0.1\"}]}");
        assertThat(run(json, 1).getAsJsonObject("dials").get("max_lr").getAsString())
                .isEqualTo("0.002");
        assertThat(run(json, 1).getAsJsonObject("turned").size()).isZero();
    }

    @Test
    void aRunThatHasMeasuredNothingHasNulls() throws Exception {
        Path log = Files.writeString(folder.resolve("log.csv"), "step,val_loss\n1,2\n");
        Path empty = Files.writeString(folder.resolve("empty.csv"), "step,val_loss\n");
        Comparison comparison = new Comparison(List.of(
                OthersSamples.run("log", log, Status.RUNNING), OthersSamples.run("empty", empty, Status.RUNNING)));
        JsonObject run = run(json(comparison, List.of(log("log.csv"), log("empty.csv"))), 1);
        assertThat(List.of("best", "best_step", "best_epoch", "step", "seconds", "goal"))
                .allMatch(key -> run.get(key).isJsonNull());
        assertThat(run.getAsJsonObject("last").size()).isZero();
    }
}
