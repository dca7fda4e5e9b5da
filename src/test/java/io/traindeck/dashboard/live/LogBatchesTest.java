package io.traindeck.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading a long log on a second thread. */
class LogBatchesTest {
    private static final long RESTART = -1;

    @TempDir
    Path dir;

    private Path log;
    private LogBatches batches;

    /** The steps in the order in which they were handed on, with {@link #RESTART} where the log was begun anew. */
    private final List<Long> taken = new ArrayList<>();

    @BeforeEach
    void follow() throws RunException {
        RunFolder folder = RunFolder.create(dir, "long");
        log = folder.events();
        batches = new LogBatches(LoggedRun.of(folder), () -> taken.add(RESTART));
    }

    @AfterEach
    void close() throws IOException {
        batches.run().close();
    }

    private static String steps(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(step -> "{\"event\":\"step\",\"time_ms\":" + (1_700_000_000_000L + step) + ",\"step\":" + step
                        + ",\"epoch\":1,\"loss\":0.5,\"lr\":0.001,\"grad_norm\":1.0,\"images_per_s\":200.0}\n")
                .collect(Collectors.joining());
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private boolean read(BooleanSupplier goesOn) throws IOException {
        return batches.read((event, run) -> taken.add(((TrainEvent.Measured) event).step()), goesOn);
    }

    @Test
    void handsOnEveryEventOnceAndInOrder() throws IOException {
        Files.writeString(log, steps(1, 33_333));
        assertThat(read(() -> true)).isFalse();
        assertThat(taken).isEqualTo(numbers(1, 33_333));

        Files.writeString(log, steps(1, 33_340));
        assertThat(read(() -> true)).isFalse();
        assertThat(taken).isEqualTo(numbers(1, 33_340));
    }

    @Test
    void stopsWhereItIsToldToAndGoesOnFromThere() throws IOException {
        Files.writeString(log, steps(1, 33_333));
        AtomicInteger asked = new AtomicInteger();
        assertThat(read(() -> asked.incrementAndGet() < 3)).isTrue();
        assertThat(taken).hasSizeBetween(5_000, 33_000).isEqualTo(numbers(1, taken.size()));
        assertThat(read(() -> true)).isFalse();
        assertThat(taken).isEqualTo(numbers(1, 33_333));
    }

    @Test
    void saysBetweenWhichEventsTheLogWasReplaced() throws IOException {
        Files.writeString(log, steps(1, 33_333));
        AtomicInteger asked = new AtomicInteger();
        read(() -> {
            if (asked.incrementAndGet() == 3) {
                replace(steps(500_001, 520_000));
            }
            return true;
        });
        int restart = taken.indexOf(RESTART);
        assertThat(restart).isBetween(5_000, 33_000);
        assertThat(taken.subList(0, restart)).isEqualTo(numbers(1, restart));
        assertThat(taken.subList(restart + 1, taken.size())).isEqualTo(numbers(500_001, 520_000));
    }

    @Test
    void handsOnWhatWasReadBeforeTheLogCouldNotBeRead() throws IOException {
        Files.writeString(log, steps(1, 33_333));
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> read(() -> {
                    if (asked.incrementAndGet() == 3) {
                        replace(null);
                    }
                    return true;
                }))
                .isInstanceOf(IOException.class);
        assertThat(taken).hasSizeBetween(5_000, 33_000).isEqualTo(numbers(1, taken.size()));
    }

    /** @param text null for a folder, which cannot be read */
    private void replace(String text) {
        try {
            Files.delete(log);
            if (text == null) {
                Files.createDirectory(log);
            } else {
                Files.writeString(log, text);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
