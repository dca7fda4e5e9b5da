package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.machine.ProcessorFeatures;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a trainer says of bfloat16 on a processor that does not have it. */
class SlowPrecisionTest extends StartsTraindeck {
    @ParameterizedTest
    @CsvSource({"bf16, true", "fp32, false"})
    void onlyAPrecisionThatMakesStepsSlowerIsWarnedOf(String precision, boolean mayBeSlow) throws Exception {
        boolean slow = mayBeSlow && ProcessorFeatures.ofThisMachine().lacksBfloat16();
        traindeck.run(Traindeck.train("a", List.of("--epochs", "1", "--device", "cpu", "--precision", precision)));
        try (LiveLog log = traindeck.log("a")) {
            List<String> codes = log.events(TrainEvent.Warning.class).stream()
                    .map(TrainEvent.Warning::code)
                    .toList();
            assertThat(codes.contains("bf16_slow")).as("warnings: %s", codes).isEqualTo(slow);
        }
    }
}
