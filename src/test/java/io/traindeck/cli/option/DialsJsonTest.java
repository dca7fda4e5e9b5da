package io.traindeck.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.data.ImageChanges;
import io.traindeck.data.ImageChanges.Flip;
import io.traindeck.model.Precision;
import io.traindeck.testing.EveryExtra;
import io.traindeck.train.Dials;
import io.traindeck.train.Extras;
import io.traindeck.train.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extras in run.json. */
class DialsJsonTest {
    private static final Dials PLAIN = Recipe.UPGRADED.dials(1);

    @Test
    void anExtraThatIsOnStandsBesideTheOtherDials() throws CliException {
        Dials dials = PLAIN.with(new Extras(
                0.1,
                0,
                1,
                new Extras.Validation(0.99, true),
                new Extras.Initial(false, false),
                new ImageChanges(4, Flip.ALTERNATING, 12),
                Precision.FP32));
        JsonObject json = written(dials);
        assertThat(json.get("label_smoothing").getAsDouble()).isEqualTo(0.1);
        assertThat(json.get("ema").getAsDouble()).isEqualTo(0.99);
        assertThat(json.keySet()).doesNotContain("warmup", "extras", "images", "crop_padding");
        assertThat(json.get("flip").getAsString()).isEqualTo("alternating");
        assertThat(json.get("cutout").getAsInt()).isEqualTo(12);
        assertThat(json.get("eval_flip").getAsBoolean()).isTrue();
        assertThat(DialsJson.read(json, "run.json")).isEqualTo(dials);
    }

    /** People who compare two run.json by eye or by {@code diff} rely on the order. */
    @Test
    void dialsStandInTheSameOrderAsEver() {
        assertThat(written(PLAIN.with(EveryExtra.ON)).keySet())
                .containsExactly(
                        ("epochs batch_size max_lr schedule optimizer weight_decay clip dropout head_dropout batch_norm"
                                        + " patience augment widths hidden seed label_smoothing warmup hidden_lr precision ema eval_flip"
                                        + " dirac_init whitening_init crop_padding flip cutout checkpoint_every keep")
                                .split(" "));
    }

    @Test
    void runsFromBeforeThereWereExtrasHaveThemOff() throws CliException {
        JsonObject json = written(PLAIN);
        assertThat(json.keySet())
                .doesNotContainAnyElementsOf(Extras.OFF
                        .withLabelSmoothing(0.1)
                        .withWarmup(0.1)
                        .withEma(0.1)
                        .on()
                        .keySet());
        assertThat(DialsJson.read(json, "run.json")).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "label_smoothing | \"much\" | much",
                "label_smoothing | 2 | (--label-smoothing must be 0 (off) or more and below 1, not 2.0)",
                "cutout | 1.5 | (cutout cannot be 1.5)",
                "flip | \"sideways\" | SIDEWAYS",
            })
    void anExtraThatMakesNoSenseIsRefused(String extra, String value, String reason) {
        JsonObject json = written(PLAIN);
        json.add(extra, JsonParser.parseString(value));
        assertThatThrownBy(() -> DialsJson.read(json, "run.json"))
                .hasMessageStartingWith("run.json holds dials that make no sense (")
                .hasMessageContaining(reason);
    }

    /** Returns the dials as they come back from the file. */
    private static JsonObject written(Dials dials) {
        return JsonParser.parseString(DialsJson.write(dials, 0, 0).toString()).getAsJsonObject();
    }
}
