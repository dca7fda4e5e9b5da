package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.RunHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock tells when something happened, and never what happens. */
class ClockSetBackTest {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    Path dir;

    @Test
    void aClockThatIsSetBackAnHourAtEveryLookChangesNothingButTimes() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        List<TrainEvent> back = run("back", () -> Instant.ofEpochMilli(NOW_MS - looks.incrementAndGet() * HOUR_MS));
        List<TrainEvent> steady = run("steady", () -> Instant.ofEpochMilli(NOW_MS));
        assertThat(RunHistory.of(back).steps()).isEqualTo(RunHistory.of(steady).steps());
        assertThat(RunHistory.of(back).epochs()).isEqualTo(RunHistory.of(steady).epochs());
        assertThat(back).hasSameSizeAs(steady);
        assertThat(back)
                .filteredOn(OwnStep::is)
                .extracting(event -> OwnStep.of(event).orElseThrow().imagesPerS())
                .allMatch(rate -> rate > 0 && Double.isFinite(rate));
        assertThat(back)
                .filteredOn(OwnEpoch::is)
                .extracting(event -> OwnEpoch.of(event).orElseThrow().seconds())
                .allMatch(seconds -> seconds > 0);
    }

    private List<TrainEvent> run(String name, InstantSource clock) throws Exception {
        List<TrainEvent> events = new ArrayList<>();
        EventBus bus = new EventBus((subscriber, failure) -> {
            throw new AssertionError(failure);
        });
        bus.subscribe(events::add);
        TrainingSetup setup = new TinyRun(Files.createDirectory(dir.resolve(name))).setup(Optional.empty());
        try (Trainer trainer =
                new Trainer(setup, TinyRun.torch(), bus, new ControlQueue(), () -> true, clock, PhaseTimer.NONE)) {
            trainer.run();
        }
        return events;
    }
}
