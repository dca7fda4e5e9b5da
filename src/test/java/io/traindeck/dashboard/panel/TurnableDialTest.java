package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Dial;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnableDialTest {
    private static Stream<String> values(Dial dial, String first, int way, int presses) {
        TurnableDial shown = new TurnableDial(dial.word(), first, Optional.of(dial));
        return Stream.iterate(first, value -> shown.moved(value, way).orElseThrow())
                .limit(presses + 1L);
    }

    private static Stream<Double> numbers(Dial dial, String first, int way, int presses) {
        return values(dial, first, way, presses).map(Double::valueOf);
    }

    @Test
    void theArrowsTakeTheStepsBetweenCheckpointsDownToNoneAndUpAgain() {
        assertThat(values(Dial.CHECKPOINT_EVERY, "15", -1, 9))
                .containsExactly("15", "10", "7", "5", "3", "2", "1", "0", "0", "0");
        assertThat(values(Dial.CHECKPOINT_EVERY, "0", 1, 3)).containsExactly("0", "10", "15", "20");
        assertThat(values(Dial.CHECKPOINT_EVERY, "1", 1, 3)).containsExactly("1", "2", "3", "5");
    }

    @Test
    void theArrowsTurnClippingAndDecayOffAndOnAgain() {
        assertThat(values(Dial.CLIP, "0.03", -1, 6)).containsExactly("0.03", "0.02", "0.015", "0.01", "0", "0", "0");
        assertThat(values(Dial.CLIP, "0.004", -1, 1)).containsExactly("0.004", "0");
        assertThat(values(Dial.CLIP, "0", 1, 2)).containsExactly("0", "1", "1.5");
        assertThat(numbers(Dial.WEIGHT_DECAY, "2e-5", -1, 4)).containsExactly(2e-5, 1.5e-5, 1e-5, 0., 0.);
        assertThat(numbers(Dial.WEIGHT_DECAY, "0", 1, 2)).containsExactly(0., 0.01, 0.015);
    }

    @Test
    void theLearningRateIsNeverTurnedOff() {
        assertThat(numbers(Dial.MAX_LR, "2e-7", -1, 4)).endsWith(1e-7, 1e-7).doesNotContain(0.);
    }

    @Test
    void theArrowsTakeAProbabilityToTheNextTwentiethEachWay() {
        assertThat(values(Dial.DROPOUT, "0.12", -1, 4)).containsExactly("0.12", "0.1", "0.05", "0", "0");
        assertThat(values(Dial.DROPOUT, "0.12", 1, 2)).containsExactly("0.12", "0.15", "0.2");
        assertThat(values(Dial.DROPOUT, "0.14", 1, 1)).containsExactly("0.14", "0.15");
        assertThat(values(Dial.HEAD_DROPOUT, "0.15", -1, 1)).containsExactly("0.15", "0.1");
        assertThat(values(Dial.HEAD_DROPOUT, "0.3", 1, 1)).containsExactly("0.3", "0.35");
        assertThat(values(Dial.HEAD_DROPOUT, "0.97", 1, 1)).containsExactly("0.97", "0.97");
    }
}
