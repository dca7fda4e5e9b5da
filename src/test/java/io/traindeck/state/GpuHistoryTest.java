package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpuHistoryTest {
    private static SystemUsage reading(long timeMs, double... loads) {
        List<Gpu> gpus = new ArrayList<>();
        for (double load : loads) {
            gpus.add(new Gpu("card", load, 1_000, 8_000, 50, 100));
        }
        return new SystemUsage(timeMs, 100, 500, gpus);
    }

    @Test
    void aWeekOfReadingsTakesBoundedRoomAndLosesNoPeak() {
        RunState state = RunState.EMPTY;
        for (int i = 0; i < 7 * 24 * 720; i++) {
            state = state.apply(reading(1_000L + 5_000L * i, i == 4_321 ? 100 : 40, Double.NaN));
        }
        GpuHistory.Card card = state.gpus().cards().get(0);
        assertThat(card.util().size()).isLessThanOrEqualTo(256);
        assertThat(card.util().most()).isEqualTo(100);
        assertThat(card.last().utilPercent()).isEqualTo(40);
        assertThat(state.gpus().cards().get(1).util().most()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aCardThatDoesNotAnswerKeepsItsHistoryAndAClockThatGoesBackAddsNothing() {
        RunState state = RunState.EMPTY
                .apply(reading(10_000, 10, 20))
                .apply(reading(15_000))
                .apply(reading(20_000, 30))
                .apply(reading(5_000, 40));
        assertThat(state.gpus().cards()).hasSize(2);
        assertThat(state.gpus().cards().get(0).util().means()).containsExactly(10, 30);
        assertThat(state.gpus().cards().get(0).last().utilPercent()).isEqualTo(40);
        assertThat(state.gpus().cards().get(1).util().means()).containsExactly(20);
    }

    @Test
    void aLogThatClaimsThousandsOfCardsIsNotBelieved() {
        List<Gpu> many = Collections.nCopies(5_000, new Gpu("card", 1, 1, 1, 1, 1));
        RunState state = RunState.EMPTY.apply(new SystemUsage(1, 1, 1, many));
        assertThat(state.gpus().cards()).hasSize(GpuHistory.MOST_CARDS);
    }
}
