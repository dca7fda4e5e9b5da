package io.traindeck.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.remote.ConnectionTurns.Turn;
import io.traindeck.testing.Patience;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ConnectionTurnsTest {
    private final AtomicLong nowNs = new AtomicLong();
    private final ConnectionTurns turns = new ConnectionTurns(2, nowNs::get);

    private Thread waiter;

    private CompletableFuture<Turn> taken() {
        CompletableFuture<Turn> taken = new CompletableFuture<>();
        waiter = new Thread(() -> {
            try {
                taken.complete(turns.take());
            } catch (InterruptedException e) {
                taken.completeExceptionally(e);
            }
        });
        waiter.setDaemon(true);
        waiter.start();
        return taken;
    }

    private void awaitThatItWaits() {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000); // A thread does not call back when it begins to wait.
        }
    }

    private static Turn get(CompletableFuture<Turn> taken) throws Exception {
        return taken.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aThirdWaitsUntilOneOfTwoIsOver() throws Exception {
        Turn first = turns.take();
        turns.take();
        CompletableFuture<Turn> third = taken();
        awaitThatItWaits();
        assertThat(third).isNotDone();
        first.close();
        get(third);
    }

    @Test
    void oneThatIsOverTwiceMakesRoomForOneAlone() throws Exception {
        Turn first = turns.take();
        turns.take();
        first.close();
        first.close();
        turns.take();
        CompletableFuture<Turn> fourth = taken();
        awaitThatItWaits();
        assertThat(fourth).isNotDone();
    }

    @Test
    void thoseWhoHangKeepNobodyForLong() throws Exception {
        turns.take();
        turns.take();
        CompletableFuture<Turn> third = taken();
        awaitThatItWaits();
        assertThat(third).isNotDone();
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
        get(third);
    }

    @Test
    void whoIsInterruptedWaitsNoMoreAndStandsInNobodysWay() throws Exception {
        Turn first = turns.take();
        turns.take();
        CompletableFuture<Turn> third = taken();
        awaitThatItWaits();
        waiter.interrupt();
        assertThat(third).failsWithin(Patience.LIMIT);
        first.close();
        get(taken());
    }
}
