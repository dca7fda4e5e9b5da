package io.traindeck.machine;

import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Publishes what the processes that train and the graphics cards are busy with, every few seconds from the start of the
 * run to its end. A reading that fails is an event that is missing, and nothing else.
 */
public final class SystemMonitor implements AutoCloseable {
    private static final Duration FIRST_AFTER = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private static final double BYTES_PER_MIB = 1 << 20;

    private final EventBus bus;
    private final InstantSource clock;
    private final Supplier<ProcessUsage> meter;
    private final GpuFigures gpus;
    private final GpuQuery gpuQuery;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Reads this process. Waits for the run's start on {@code bus}. */
    public SystemMonitor(EventBus bus, InstantSource clock) {
        this(bus, clock, ProcessUsage.meter());
    }

    /**
     * Waits for the run's start on {@code bus}.
     *
     * @param meter reads the processes that train; called only on the thread of this monitor
     */
    public SystemMonitor(EventBus bus, InstantSource clock, Supplier<ProcessUsage> meter) {
        this(
                bus,
                clock,
                meter,
                new VisibleGpus(System.getenv("CUDA_VISIBLE_DEVICES")),
                NvidiaSmi.PROGRAM,
                FIRST_AFTER,
                EVERY);
    }

    SystemMonitor(
            EventBus bus,
            InstantSource clock,
            Supplier<ProcessUsage> meter,
            VisibleGpus visible,
            String gpuProgram,
            Duration firstAfter,
            Duration every) {
        this.bus = bus;
        this.clock = clock;
        this.meter = meter;
        gpus = new GpuFigures(visible, System::nanoTime);
        gpuQuery = new GpuQuery(gpuProgram, gpus::accept, gpus::clear);
        bus.subscribe(this::heed);
        Thread thread = new Thread(() -> watch(firstAfter, every), "system-monitor");
        thread.setDaemon(true);
        thread.start();
    }

    private void heed(TrainEvent event) {
        if (event instanceof TrainEvent.RunStarted || event instanceof TrainEvent.RunResumed) {
            started.countDown();
        } else if (event instanceof TrainEvent.RunEnded) {
            ended.countDown();
        }
    }

    private void watch(Duration firstAfter, Duration every) {
        try {
            // The first reading is slow, so it is taken while the run is prepared.
            read();
            started.await();
            Optional<ProcessUsage> last = read();
            Duration pause = firstAfter;
            while (!ended.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                Optional<ProcessUsage> now = read();
                if (last.isPresent() && now.isPresent()) {
                    publish(last.get(), now.get());
                }
                last = now.isPresent() ? now : last;
                pause = every;
            }
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt this thread; if somebody does, there are no further figures.
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ProcessUsage> read() {
        try {
            return Optional.of(meter.get());
        } catch (RuntimeException | LinkageError e) {
            // A view shows that figures are missing. They are no reason to disturb the training.
            return Optional.empty();
        }
    }

    private void publish(ProcessUsage last, ProcessUsage now) {
        double cpuPercent = tenths(now.cpuPercentSince(last));
        double rssMb = tenths(now.rssBytes() / BYTES_PER_MIB);
        // The bus delivers under its own lock: with that held, the end of the run cannot come in between.
        synchronized (bus) {
            if (ended.getCount() > 0) {
                bus.publish(new TrainEvent.SystemUsage(clock.millis(), cpuPercent, rssMb, gpus.fresh()));
            }
        }
    }

    /** Rounds to tenths: finer figures would be noise in the log. */
    private static double tenths(double value) {
        return Math.rint(10 * value) / 10;
    }

    /** Publishes nothing more and ends the query of the graphics cards. */
    @Override
    public void close() {
        synchronized (bus) {
            ended.countDown();
        }
        started.countDown();
        gpuQuery.close();
    }
}
