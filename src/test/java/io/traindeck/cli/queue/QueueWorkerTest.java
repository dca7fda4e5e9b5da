package io.traindeck.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.cli.trainer.EndSignals;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.testing.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueWorkerTest {
    @TempDir
    Path dir;

    private final CountDownLatch failed = new CountDownLatch(1);
    private final CompletableFuture<RunFolder> measured = new CompletableFuture<>();

    private void append(RunFolder run, String line) throws IOException {
        Files.writeString(run.events(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Returns a run that cannot be made. */
    private QueuedRun broken() {
        return new QueuedRun(new RunFolder(dir.resolve("broken")), () -> {
            failed.countDown();
            throw new IllegalStateException("a fault");
        });
    }

    private CompletableFuture<Throwable> work(QueuedRun... runs) {
        QueuePrinter out = new QueuePrinter(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), false, true);
        RunQueue queue = new RunQueue("sweep", dir, "all", List.of(runs));
        return CompletableFuture.supplyAsync(() -> {
            try (EndSignals signals = new EndSignals(signal -> {})) {
                new QueueWorker(
                                queue,
                                new QueueTraining(Slots.ofThreads(2, 1), false, Optional.empty()),
                                out,
                                signals,
                                measured::complete)
                        .run();
                return null;
            } catch (Exception e) {
                return e;
            }
        });
    }

    /** Lets the run tell epochs until one is heard: those that were there before its slot looks are no news. */
    private void awaitMeasured(RunFolder run) throws Exception {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        for (int epoch = 1; !measured.isDone() && System.nanoTime() < deadline; epoch++) {
            append(
                    run,
                    "{\"event\":\"epoch\",\"time_ms\":2,\"epoch\":" + epoch + ",\"step\":" + 2 * epoch
                            + ",\"val_acc\":0.5}");
            try {
                measured.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // The slot may not follow the run yet.
            }
        }
        assertThat(measured).isCompletedWithValue(run);
    }

    @Test
    void aSlotThatFailsLeavesTheOthersTheirTimeToEnd() throws Exception {
        RunFolder run = RunFolder.create(dir, "trained");
        append(run, "{\"event\":\"step\",\"time_ms\":1,\"step\":1,\"loss\":0.5}");
        CompletableFuture<Throwable> work;
        try (RunLock trainer = RunLock.acquire(run.lock()).orElseThrow()) {
            // The run comes first: after a failure no slot is given another one.
            work = work(new QueuedRun(run, () -> null), broken());
            assertThat(failed.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            awaitMeasured(run);
            assertThat(work).isNotDone();
            append(run, EventCodec.encode(new RunEnded(3, EndReason.COMPLETED, 2, null, "")));
        }
        assertThat(work).succeedsWithin(Patience.LIMIT).satisfies(failure -> assertThat(failure)
                .hasRootCauseMessage("a fault"));
    }
}
