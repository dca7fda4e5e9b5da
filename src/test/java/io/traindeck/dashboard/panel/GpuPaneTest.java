package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.page.GpuProcess;
import io.traindeck.testing.Patience;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GpuPaneTest {
    private static final ViewState OVERVIEW = ViewState.of(Context.LIVE);
    private static final ViewState GPUS = OVERVIEW.withView(View.GPUS);
    private static final GpuProcess PROCESS = new GpuProcess(0, 7, "ana", 100, "python");

    @Test
    void nobodyIsAskedBeforeSomebodyLooksAndASlowAnswerHoldsUpNoPicture() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        Semaphore changes = new Semaphore(0);
        try (GpuPane pane = new GpuPane(() -> answered(asked, answer), changes::release)) {
            assertThat(pane.on(OVERVIEW).gpus().processes()).isEmpty();
            assertThat(asked).hasValue(0);
            for (int picture = 0; picture < 100; picture++) {
                assertThat(pane.on(GPUS).gpus().processes()).isEmpty();
            }
            answer.countDown();
            assertThat(changes.tryAcquire(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(pane.on(GPUS).gpus().processes()).containsExactly(PROCESS);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void nobodyIsAskedWhileAnotherPageCoversTheCards() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Semaphore changes = new Semaphore(0);
        try (GpuPane pane = new GpuPane(() -> answered(asked, new CountDownLatch(0)), changes::release)) {
            pane.on(GPUS);
            assertThat(changes.tryAcquire(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            pane.covered();
            int before = asked.get();
            pane.ask();
            assertThat(asked).hasValue(before);
            pane.on(GPUS);
            pane.ask();
            assertThat(asked).hasValueGreaterThan(before);
        }
    }

    private static List<GpuProcess> answered(AtomicInteger asked, CountDownLatch answer) {
        asked.incrementAndGet();
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of(PROCESS);
    }
}
