package io.traindeck.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemMonitorTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final TrainEvent STARTED = new RunResumed(0, 0, 1, "");
    private static final TrainEvent ENDED = OwnEvents.ended(0, EndReason.COMPLETED, 0, 0, Double.NaN, "");

    @TempDir
    Path folder;

    private final EventBus bus = new EventBus((subscriber, failure) -> {});
    private final BlockingQueue<TrainEvent> events = new LinkedBlockingQueue<>();

    @Test
    void tellsWhatThisVeryProcessUses() throws Exception {
        try (SystemMonitor monitor = monitor(ProcessUsage.meter(), absent())) {
            bus.subscribe(events::add);
            bus.publish(STARTED);
            assertThat(events.take()).as("nothing comes before the start").isEqualTo(STARTED);

            for (int i = 0; i < 3; i++) {
                SystemUsage usage = next();
                assertThat(usage.timeMs()).isEqualTo(42);
                assertThat(usage.cpuPercent()).isBetween(0.0, 1e5);
                assertThat(usage.rssMb()).isBetween(10.0, 1e5);
                assertThat(usage.gpus()).isEmpty();
            }
        }
    }

    @Test
    void tellsWhatEachCardDoes() throws Exception {
        String program = RecordedNvidiaSmi.write(folder, RecordedNvidiaSmi.twoCards());
        try (SystemMonitor monitor = monitor(steady(), program)) {
            bus.subscribe(events::add);
            bus.publish(STARTED);

            SystemUsage usage = next(2);

            assertThat(usage.gpus()).extracting(TrainEvent.Gpu::powerW).containsExactly(652.13, 71.8);
            assertThat(usage.cpuPercent()).isEqualTo(150);
            assertThat(usage.rssMb()).isEqualTo(1536);
        }
    }

    @Test
    void figuresOfAProgramThatEndedAreNotShown() throws Exception {
        Path gate = folder.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        // Prints once, waits for someone to open the gate, and ends.
        String program =
                RecordedNvidiaSmi.write(folder, "echo '" + RecordedNvidiaSmi.FIRST + "'; read -r _ <'" + gate + "'\n");
        try (SystemMonitor monitor = monitor(steady(), program)) {
            bus.subscribe(events::add);
            bus.publish(STARTED);
            next(1);

            Files.writeString(gate, "\n");

            next(0);
        }
    }

    @Test
    void aReadingThatFailsIsAnEventThatIsMissing() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        Supplier<ProcessUsage> steady = steady();
        Supplier<ProcessUsage> failing = () -> switch (readings.incrementAndGet() % 3) {
            case 0 -> steady.get();
            case 1 -> throw new IllegalStateException("no figures");
            default -> throw new NoClassDefFoundError("no native code");
        };
        try (SystemMonitor monitor = monitor(failing, absent())) {
            bus.subscribe(events::add);
            bus.publish(STARTED);

            assertThat(next().cpuPercent()).isEqualTo(150);
            assertThat(next().cpuPercent()).isEqualTo(150);
            assertThat(readings).hasValueGreaterThanOrEqualTo(9);
        }
    }

    @Test
    void nothingFollowsTheEndOfTheRun() throws Exception {
        CountDownLatch inReading = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        AtomicInteger readings = new AtomicInteger();
        Thread[] reader = new Thread[1];
        Supplier<ProcessUsage> steady = steady();
        Supplier<ProcessUsage> slow = () -> {
            if (readings.incrementAndGet() == 3) { // the one for the first event
                reader[0] = Thread.currentThread();
                inReading.countDown();
                awaitUninterruptibly(proceed);
            }
            return steady.get();
        };
        try (SystemMonitor monitor = monitor(slow, absent())) {
            bus.subscribe(events::add);
            bus.publish(STARTED);
            assertThat(inReading.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            bus.publish(ENDED);
            proceed.countDown();
            reader[0].join(Patience.LIMIT.toMillis());

            assertThat(reader[0].isAlive()).isFalse();
            assertThat(events).containsExactly(STARTED, ENDED);
        }
    }

    @Test
    void closingEndsTheProgramAndTheEvents() throws Exception {
        ProcessHandle program;
        String hanging = RecordedNvidiaSmi.write(folder, RecordedNvidiaSmi.HANGING);
        try (SystemMonitor monitor = monitor(steady(), hanging)) {
            bus.subscribe(events::add);
            bus.publish(STARTED);
            program = ProcessHandle.of((long) next(1).gpus().get(0).memUsedMb()).orElseThrow();
        }
        int last = events.size();
        program.onExit().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(events).hasSize(last);
    }

    private SystemMonitor monitor(Supplier<ProcessUsage> meter, String gpuProgram) {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(42));
        return new SystemMonitor(bus, clock, meter, new VisibleGpus(null), gpuProgram, SOON, SOON);
    }

    private String absent() {
        return folder.resolve("absent").toString();
    }

    /** Returns a process that uses one and a half cores and 1.5 GiB, by a clock of its own. */
    private static Supplier<ProcessUsage> steady() {
        AtomicInteger seconds = new AtomicInteger();
        return () -> {
            long now = seconds.getAndIncrement();
            return new ProcessUsage(TimeUnit.SECONDS.toNanos(now), 1_500 * now, 3L << 29);
        };
    }

    private SystemUsage next() throws InterruptedException {
        TrainEvent event = events.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (event == STARTED) {
            return next();
        }
        assertThat(event).isInstanceOf(SystemUsage.class);
        return (SystemUsage) event;
    }

    /** Returns the next reading with that many cards. */
    private SystemUsage next(int gpus) throws InterruptedException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        SystemUsage usage = next();
        while (usage.gpus().size() != gpus) {
            assertThat(System.nanoTime()).as("%d cards in time", gpus).isLessThan(deadline);
            usage = next();
        }
        return usage;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
