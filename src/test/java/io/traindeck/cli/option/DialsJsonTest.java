package io.traindeck.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.train.Dials;
import io.traindeck.train.Extras;
import io.traindeck.train.Recipe;
import org.junit.jupiter.api.Test;

/** Extras in run.json. */
class DialsJsonTest {
    private static final Dials PLAIN = Recipe.UPGRADED.dials(1);

    @Test
    void anExtraThatIsOnStandsBesideTheOtherDials() throws CliException {
        Dials dials = PLAIN.with(new Extras(0.1, 0, 0.99));
        JsonObject json = written(dials);
        assertThat(json.get("label_smoothing").getAsDouble()).isEqualTo(0.1);
        assertThat(json.get("ema").getAsDouble()).isEqualTo(0.99);
        assertThat(json.keySet()).doesNotContain("warmup", "extras");
        assertThat(DialsJson.read(json, "run.json")).isEqualTo(dials);
    }

    @Test
    void runsFromBeforeThereWereExtrasHaveThemOff() throws CliException {
        JsonObject json = written(PLAIN);
        assertThat(json.keySet())
                .doesNotContainAnyElementsOf(new Extras(0.1, 0.1, 0.1).on().keySet());
        assertThat(DialsJson.read(json, "run.json")).isEqualTo(PLAIN);
    }

    @Test
    void anExtraThatMakesNoSenseIsRefused() {
        JsonObject json = written(PLAIN);
        json.addProperty("label_smoothing", "much");
        assertThatThrownBy(() -> DialsJson.read(json, "run.json"))
                .hasMessageContaining("run.json holds dials that make no sense (");
        json.addProperty("label_smoothing", 2);
        assertThatThrownBy(() -> DialsJson.read(json, "run.json"))
                .hasMessageContaining("(--label-smoothing must be 0 (off) or more and below 1, not 2.0)");
    }

    /** As it comes back from the file. */
    private static JsonObject written(Dials dials) {
        return JsonParser.parseString(DialsJson.write(dials, 0, 0).toString()).getAsJsonObject();
    }
}
