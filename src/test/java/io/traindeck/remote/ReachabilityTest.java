package io.traindeck.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private final AtomicLong nowNs = new AtomicLong(7);
    private final Reachability gpu2 = new Reachability("gpu2", nowNs::get);

    private void pass(long seconds) {
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void oneFirstAttemptThatFailsIsNotSaidToWhoKeepsLooking() {
        gpu2.hasFailed("gpu2 cannot be reached");
        assertThat(gpu2.trouble()).isEmpty();
        assertThat(gpu2.failure()).isEqualTo("gpu2 cannot be reached");
        gpu2.hasFailed("gpu2 cannot be reached");
        assertThat(gpu2.trouble()).isEqualTo("gpu2 cannot be reached; it is tried again");
        gpu2.isMade();
        assertThat(gpu2.trouble()).isEmpty();
    }

    @Test
    void aConnectionThatIsLostIsSaidAtOnce() {
        gpu2.isMade();
        gpu2.hasFailed("gpu2 cannot be reached");
        assertThat(gpu2.trouble()).isEqualTo("gpu2 cannot be reached; it is tried again");
        assertThat(gpu2.isTriedAgain()).as("as one of a few, as before").isFalse();
    }

    @Test
    void whoAsksOnceGivesUpAfterThreeAttempts() {
        for (int i = 0; i < 2; i++) {
            gpu2.hasFailed("gpu2 cannot be reached");
            assertThat(gpu2.isGivenUp()).isFalse();
        }
        gpu2.hasFailed("gpu2 cannot be reached");
        assertThat(gpu2.isGivenUp()).isTrue();
    }

    @Test
    void whoAsksOnceGivesUpAfterOneAttemptThatTookTenSeconds() {
        pass(60); // It had to wait for its turn.
        gpu2.asks();
        pass(10);
        assertThat(gpu2.isGivenUp()).as("it may answer yet").isFalse();
        gpu2.hasFailed("gpu2 cannot be reached");
        assertThat(gpu2.isGivenUp()).isTrue();
    }

    @Test
    void aRefusalThatHadToWaitForItsTurnIsTriedAgain() {
        pass(60);
        gpu2.asks();
        pass(1);
        gpu2.hasFailed("gpu2 cannot be reached");
        pass(60);
        assertThat(gpu2.isGivenUp()).isFalse();
    }

    @Test
    void attemptsBeforeAnAnswerCountNoMore() {
        gpu2.hasFailed("gpu2 cannot be reached");
        gpu2.hasFailed("gpu2 cannot be reached");
        gpu2.isMade();
        pass(60);
        gpu2.asks();
        gpu2.hasFailed("gpu2 cannot be reached");
        gpu2.hasFailed("gpu2 cannot be reached");
        assertThat(gpu2.isGivenUp()).isFalse();
    }

    @Test
    void aLongSilenceIsSaidUntilAllIsAnswered() {
        gpu2.isMade();
        gpu2.asks();
        pass(4);
        assertThat(gpu2.trouble()).isEmpty();
        pass(1);
        assertThat(gpu2.trouble()).isEqualTo("gpu2 has not answered for 5 s");
        gpu2.rests();
        assertThat(gpu2.trouble()).isEmpty();
    }
}
