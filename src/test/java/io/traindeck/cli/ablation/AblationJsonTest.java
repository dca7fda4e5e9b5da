package io.traindeck.cli.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.cli.queue.MadeRun;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.train.AblationPlan;
import io.traindeck.train.Ingredient;
import io.traindeck.train.Ladder;
import io.traindeck.train.LeaveOneOut;
import io.traindeck.train.Part;
import io.traindeck.train.Recipe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationJsonTest {
    private static final Ladder LADDER = new Ladder(Recipe.UPGRADED.dials(42), List.of(Ingredient.BATCHNORM));

    @TempDir
    Path dir;

    private void done(String name, double valAcc) {
        new MadeRun(dir, name)
                .epoch(0.5, valAcc)
                .epoch(0.6, 0.1)
                .ended(EndReason.COMPLETED)
                .outcome();
    }

    private JsonObject json(AblationPlan plan, int seeds) throws Exception {
        Ablation ablation = new Ablation(dir, "a", plan, 42, seeds);
        return JsonParser.parseString(new AblationJson(ablation, ablation.rows()).text())
                .getAsJsonObject();
    }

    private static JsonObject part(JsonObject json, int index) {
        return json.getAsJsonArray("parts").get(index).getAsJsonObject();
    }

    private static void assertSpread(JsonObject part, String name, double mean, double deviation) {
        assertThat(part.get(name).getAsDouble()).isCloseTo(mean, within(1e-9));
        assertThat(part.get(name + "_deviation").getAsDouble()).isCloseTo(deviation, within(1e-9));
    }

    /** 2, 4 and 6 points more: 4 on average, and 2 the sample standard deviation. */
    @Test
    void tellsEachRunAndTheMeansOverTheSeeds() throws Exception {
        done("a-0-vanilla", 0.50);
        done("a-0-vanilla-s43", 0.60);
        done("a-0-vanilla-s44", 0.70);
        done("a-1-batchnorm", 0.56);
        done("a-1-batchnorm-s43", 0.62);
        done("a-1-batchnorm-s44", 0.74);

        JsonObject json = json(LADDER, 3);

        assertThat(json.get("ablation").getAsString()).isEqualTo("a");
        assertThat(json.get("kind").getAsString()).isEqualTo("ladder");
        assertThat(json.get("seeds")).hasToString("[42,43,44]");
        assertThat(json.get("best").getAsString()).isEqualTo("+batchnorm");
        JsonObject vanilla = part(json, 0);
        assertThat(vanilla.get("part").getAsString()).isEqualTo("vanilla");
        assertSpread(vanilla, "val_acc", 0.6, 0.1);
        assertThat(vanilla.get("bought").isJsonNull()).isTrue();
        assertThat(vanilla.get("in_all_deviation").isJsonNull()).isTrue();
        JsonObject more = part(json, 1);
        assertSpread(more, "val_acc", 0.64, Math.sqrt(0.0084));
        assertSpread(more, "bought", 0.04, 0.02);
        assertSpread(more, "in_all", 0.04, 0.02);
        assertSpread(more, "gap", 0.5, 0);
        assertSpread(more, "seconds", 130, 0);
        JsonArray runs = more.getAsJsonArray("runs");
        assertThat(runs).hasSize(3);
        JsonObject run = runs.get(1).getAsJsonObject();
        assertThat(run.get("name").getAsString()).isEqualTo("a-1-batchnorm-s43");
        assertThat(run.get("path").getAsString())
                .isEqualTo(dir.resolve("a-1-batchnorm-s43").toString());
        assertThat(run.get("state").getAsString()).isEqualTo("completed");
        assertThat(run.get("seed").getAsLong()).isEqualTo(43);
        assertThat(run.get("val_acc").getAsDouble()).isEqualTo(0.62);
        assertThat(run.get("epoch").getAsInt()).isEqualTo(1);
        assertThat(run.get("seconds").getAsDouble()).isEqualTo(130);
        assertThat(run.get("remark").isJsonNull()).isTrue();
    }

    @Test
    void aRunWithoutAResultHasNullAndARemark() throws Exception {
        done("a-0-fast", 0.9);
        new MadeRun(dir, "a-1-without-ema")
                .epoch(0.5, 0.95)
                .ended(EndReason.FAILED)
                .outcome();

        JsonObject json = json(new LeaveOneOut("fast", Recipe.FAST.dials(42), List.of(Part.EMA, Part.MUON)), 1);

        assertThat(json.get("kind").getAsString()).isEqualTo("leave_one_out");
        assertThat(json.get("best").getAsString()).isEqualTo("fast");
        JsonObject failed = part(json, 1);
        assertThat(failed.get("part").getAsString()).isEqualTo("without ema");
        assertThat(failed.get("val_acc").isJsonNull()).isTrue();
        assertThat(failed.get("without_it").isJsonNull()).isTrue();
        JsonObject run = failed.getAsJsonArray("runs").get(0).getAsJsonObject();
        assertThat(run.get("val_acc").isJsonNull()).isTrue();
        assertThat(run.get("state").getAsString()).isEqualTo("failed");
        assertThat(run.get("remark").getAsString()).isEqualTo("a-1-without-ema failed: the loss is not a number");
        JsonObject notBegun = part(json, 2).getAsJsonArray("runs").get(0).getAsJsonObject();
        assertThat(notBegun.get("state").isJsonNull()).isTrue();
    }
}
