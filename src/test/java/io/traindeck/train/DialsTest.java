package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.Dial;
import io.traindeck.testing.EveryExtra;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An impossible dial is refused in one line that names it as the command line does. */
class DialsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs | 0 | --epochs must be at least 1, not 0",
                "epochs | -3 | --epochs must be at least 1, not -3",
                "batchSize | 0 | --batch-size must be at least 1, not 0",
                "maxLr | 0 | --max-lr must be a number above 0, not 0.0",
                "maxLr | -0.001 | --max-lr must be a number above 0, not -0.001",
                "maxLr | NaN | --max-lr must be a number above 0, not NaN",
                "maxLr | Infinity | --max-lr must be a number above 0, not Infinity",
                "weightDecay | -1 | --weight-decay must be 0 or more, not -1.0",
                "weightDecay | Infinity | --weight-decay must be 0 or more, not Infinity",
                "clip | -1 | --clip must be 0 (off) or more, not -1.0",
                "clip | NaN | --clip must be 0 (off) or more, not NaN",
                "dropout | -0.1 | --dropout must be in [0, 1), not -0.1",
                "dropout | 1 | --dropout must be in [0, 1), not 1.0",
                "dropout | NaN | --dropout must be in [0, 1), not NaN",
                "headDropout | 1 | --head-dropout must be in [0, 1), not 1.0",
                "patience | -1 | --patience must be 0 (off) or more, not -1",
                "widths | [] | --widths takes 1 to 5 numbers, not 0",
                "widths | [1,2,3,4,5,6] | --widths takes 1 to 5 numbers, not 6",
                "widths | [64,0,256] | --widths must each be 1 to 65536, not [64, 0, 256]",
                "widths | [65537] | --widths must each be 1 to 65536, not [65537]",
                "hidden | 0 | --hidden must be 1 to 65536, not 0",
                "hidden | 65537 | --hidden must be 1 to 65536, not 65537",
                "hidden | 20000 | --widths and --hidden make a network of 83,106,305 parameters, at most 40,000,000 can be trained",
                "widths | [65536,65536,65536,65536,65536] | --widths and --hidden make a network of 347,928,986,625 parameters, at most 40,000,000 can be trained",
            })
    void anImpossibleDialIsRefused(String dial, String value, String line) {
        assertThatThrownBy(() -> with(dial, value)).rootCause().hasMessage(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs | 1",
                "batchSize | 1",
                "maxLr | 1e-300",
                "maxLr | 1e30",
                "weightDecay | 0",
                "clip | 0",
                "dropout | 0",
                "dropout | 0.999",
                "patience | 0",
                "widths | [1]",
                "widths | [1,2,3,4,5]",
                "hidden | 1",
                "seed | -9223372036854775808"
            })
    void theEdgesArePossible(String dial, String value) {
        assertThatCode(() -> with(dial, value)).doesNotThrowAnyException();
    }

    @Test
    void aRunWithMoreStepsThanCanBeCountedIsRefused() {
        Dials dials = with("epochs", "2147483647");
        assertThatThrownBy(() -> setup(dials, 300, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--epochs 2147483647 makes 6442450941 steps, at most 2147483647 can be counted");
    }

    @Test
    void aBatchLargerThanTheSetIsRefused() {
        Dials dials = with("batchSize", "101");
        assertThatThrownBy(() -> setup(dials, 100, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--batch-size 101 is larger than the set of 100 training images");
        assertThat(setup(dials, 101, 0).stepsPerEpoch()).isEqualTo(1);
        assertThat(setup(dials, 102, 0).stepsPerEpoch()).isEqualTo(2);
    }

    @Test
    void negativeStepsBetweenCheckpointsAreRefused() {
        assertThatThrownBy(() -> setup(Recipe.UPGRADED.dials(1), 128, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--checkpoint-every must be 0 (off) or more, not -1");
    }

    @Test
    void everyDialCanBeTurnedOrIsInTheFingerprint() {
        TrainingSetup setup = setup(Recipe.UPGRADED.dials(1), 128, 0);
        assertThat(setup(Recipe.UPGRADED.dials(1).with(EveryExtra.ON), 128, 0).fingerprint())
                .containsAllEntriesOf(EveryExtra.ON.on());
        for (String dial : EachDial.of(setup.dials()).keySet()) {
            String key = dial.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
            assertThat(setup.fingerprint().containsKey(key))
                    .as(key)
                    .isNotEqualTo(Dial.of(key).isPresent());
        }
    }

    private static TrainingSetup setup(Dials dials, int images, int checkpointEvery) {
        TrainingSetup.Saving saving = new TrainingSetup.Saving(null, checkpointEvery, 0);
        return new TrainingSetup("r", "upgraded", dials, TinyRun.data(images, 10), saving, Optional.empty());
    }

    /** Returns the upgraded recipe with one dial turned. */
    private static Dials with(String dial, String value) {
        Gson gson = new com.google.gson.GsonBuilder()
                .serializeSpecialFloatingPointValues()
                .create();
        JsonObject json = gson.toJsonTree(Recipe.UPGRADED.dials(1)).getAsJsonObject();
        holder(json, dial)
                .add(
                        dial,
                        value.startsWith("[")
                                ? JsonParser.parseString(value)
                                : new com.google.gson.JsonPrimitive(value));
        return gson.fromJson(json, Dials.class);
    }

    private static JsonObject holder(JsonObject dials, String dial) {
        return Stream.concat(Stream.of(dials), dials.asMap().values().stream())
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .filter(part -> part.has(dial))
                .findFirst()
                .orElseThrow();
    }
}
