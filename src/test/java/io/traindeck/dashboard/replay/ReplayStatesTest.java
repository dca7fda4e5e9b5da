package io.traindeck.dashboard.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReplayStatesTest {
    private static final int STEPS = 1_000_000;

    /** A log that is not in memory, and counts the events that are read again. */
    private static final class LongLog implements ReplayStates.Log {
        private int read;

        @Override
        public void read(int from, int to, Consumer<? super TrainEvent> into) {
            read += to - from;
            for (int i = from; i < to; i++) {
                into.accept(event(i));
            }
        }

        static TrainEvent event(int index) {
            return index == 0
                    ? SampleRun.started("long", 100, 10_000, 1.0)
                    : OwnMetrics.step(SampleRun.START_MS + index, index, 1 + index / 10_000, 1.0 / index, 1e-3, 1, 300);
        }
    }

    @Test
    void aSeekInAMillionStepsReadsOnlyAFewThousandAgain() {
        LongLog log = new LongLog();
        ReplayStates states = new ReplayStates(log);
        for (int i = 0; i <= STEPS; i++) {
            states.add(List.of(), LongLog.event(i));
        }
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            int count = random.nextInt(STEPS);
            log.read = 0;
            assertThat(states.at(count + 1).lastStep()).isEqualTo(count);
            assertThat(log.read).isLessThanOrEqualTo(8_192);
        }
        log.read = 0;
        assertThat(states.at(STEPS + 1)).isEqualTo(states.end());
        assertThat(log.read).isZero();
    }

    @Test
    void playingOnReadsEachEventOnce() {
        LongLog log = new LongLog();
        ReplayStates states = new ReplayStates(log);
        for (int i = 0; i <= 1_000; i++) {
            states.add(List.of(), LongLog.event(i));
        }
        states.at(10);
        log.read = 0;
        for (int count = 11; count <= 200; count++) {
            states.at(count);
        }
        assertThat(log.read).isEqualTo(190);
    }
}
