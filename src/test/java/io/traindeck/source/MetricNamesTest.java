package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricNamesTest {
    @Test
    void aNameLosesTheBlanksAroundItAndKeepsThePlacesOfThoseWithin() {
        assertThat(MetricNames.of("   train/box_loss ")).isEqualTo("train/box_loss");
        assertThat(MetricNames.of("run 7 - val loss")).isEqualTo("run_7_-_val_loss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "val_loss",
                "val/loss",
                "loss.val",
                "eval_f1",
                "Validation Loss",
                "testAccuracy",
                "testing_f1",
                "dev-ppl"
            })
    void aWordTellsWhatWasValidated(String name) {
        assertThat(MetricNames.isValidation(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss", "value_loss", "interval", "evaluated", "latest", "device", "train/loss"})
    void aPartOfAWordTellsNothing(String name) {
        assertThat(MetricNames.isValidation(name)).isFalse();
    }
}
