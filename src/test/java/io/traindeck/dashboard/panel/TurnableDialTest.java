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

    @Test
    void theArrowsTakeTheStepsBetweenCheckpointsDownToNoneAndUpAgain() {
        assertThat(values(Dial.CHECKPOINT_EVERY, "15", -1, 9))
                .containsExactly("15", "10", "7", "5", "3", "2", "1", "0", "0", "0");
        assertThat(values(Dial.CHECKPOINT_EVERY, "0", 1, 3)).containsExactly("0", "10", "15", "20");
        assertThat(values(Dial.CHECKPOINT_EVERY, "1", 1, 3)).containsExactly("1", "2", "3", "5");
    }
}
