package io.traindeck.cli.trainer;

import io.traindeck.event.EventBus;
import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import io.traindeck.state.Standing;
import io.traindeck.state.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts a person's command when something happens to a run that the person wants to know: it has ended or failed, it
 * has stalled, or it is advised. The publisher of events is never held up: what has happened waits in a short queue for
 * a thread of its own, which runs one command at a time, and none for longer than {@link StartedCommand#LIMIT}. A
 * failure of a command is published as a warning, unless its reason is the same as that of the failure before.
 */
public final class ToldCommand implements Consumer<TrainEvent>, AutoCloseable {
    /** The most events that wait for earlier commands; if there are more, the oldest that is no end is left out. */
    static final int MOST_WAITING = 8;

    /** The code of our warnings, which start no command: else there would be no end of them. */
    static final String FAILED = "exec_failed";

    private final String command;
    private final RunFolder folder;
    private final EventBus bus;
    private final InstantSource clock;
    private final Duration limit;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(ToldCommand::daemon);
    private final Thread starter = new Thread(this::startAll, "exec");
    private final Deque<HappenedToRun> waiting = new ArrayDeque<>();
    private volatile RunState state = RunState.EMPTY;

    private volatile long printedMs;
    private long printed;
    private volatile boolean toldStall;
    private String toldFailure = "";
    private boolean closing;

    /**
     * Begins to watch for stalls. What happened before this trainer is read from the log.
     *
     * @param command the command for {@code sh -c}
     * @param lookEvery how often to look whether the run has stalled
     */
    ToldCommand(
            String command, RunFolder folder, EventBus bus, InstantSource clock, Duration lookEvery, Duration limit) {
        this.command = command;
        this.folder = folder;
        this.bus = bus;
        this.clock = clock;
        this.limit = limit;
        state = read(folder);
        printed = printed();
        starter.setDaemon(true);
        starter.start();
        long ms = lookEvery.toMillis();
        watch.scheduleWithFixedDelay(this::lookForStall, ms, ms, TimeUnit.MILLISECONDS);
    }

    /** Watches with the usual pace and limit. */
    public ToldCommand(String command, RunFolder folder, EventBus bus, InstantSource clock) {
        this(command, folder, bus, clock, Duration.ofSeconds(5), StartedCommand.LIMIT);
    }

    /** Returns what the log has by now. */
    static RunState read(RunFolder folder) {
        RunState[] state = {RunState.EMPTY};
        try (EventLogReader log = new EventLogReader(folder.events())) {
            log.poll(event -> state[0] = state[0].apply(event));
        } catch (IOException e) {
            // The facts are then those of this session alone.
        }
        return state[0];
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "stall-watch");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void accept(TrainEvent event) {
        state = state.apply(event);
        if (event instanceof RunEnded ended) {
            boolean failed = ended.reason() == EndReason.FAILED;
            happened(failed ? "failed" : "ended", "", ended.message());
        } else if (event instanceof Warning warning && !warning.code().equals(FAILED)) {
            happened("advice", warning.code(), warning.message());
        }
    }

    private void lookForStall() {
        long now = clock.millis();
        long before = printed;
        printed = printed();
        if (printed != before) {
            printedMs = now;
        }
        Standing seen = Standing.of(state.printed(printedMs));
        boolean stalled = Status.of(seen, Liveness.TRAINER, now) == Status.STALLED;
        if (stalled && !toldStall) {
            happened("stalled", "", seen.silence(now));
        }
        toldStall = stalled;
    }

    /** When the program was seen to have printed something, by this trainer's clock; 0 if it was not. */
    long printedMs() {
        return printedMs;
    }

    /** The size of what the program has printed. */
    private long printed() {
        return folder.trainerLog().toFile().length();
    }

    /** Whether the run had stalled when it was looked at last. */
    boolean isStalled() {
        return toldStall;
    }

    /** Whether only the end is still told. */
    boolean isClosing() {
        synchronized (waiting) {
            return closing;
        }
    }

    private void happened(String event, String code, String message) {
        synchronized (waiting) {
            if (waiting.size() == MOST_WAITING) {
                waiting.stream().filter(each -> !each.isEnd()).findFirst().ifPresent(waiting::remove);
            }
            HappenedToRun next =
                    HappenedToRun.of(event, code, message, folder, state.printed(printedMs), clock.millis());
            if (!closing || next.isEnd()) {
                waiting.add(next);
                waiting.notifyAll();
            }
        }
    }

    private void startAll() {
        try {
            for (Optional<HappenedToRun> next = next(); next.isPresent(); next = next()) {
                StartedCommand.run(command, next.get(), limit).ifPresent(this::warn);
            }
        } catch (InterruptedException e) {
            // Nobody waits for these commands any more.
        }
    }

    /** Waits for the next event; returns empty if none is left to come. */
    private Optional<HappenedToRun> next() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty() && !closing) {
                waiting.wait();
            }
            return Optional.ofNullable(waiting.poll());
        }
    }

    private void warn(String failure) {
        if (!failure.equals(toldFailure)) {
            toldFailure = failure;
            bus.publish(new Warning(clock.millis(), FAILED, failure, state.lastStep()));
        }
    }

    /** Waits until the commands that are still to be started have run, which takes twice their limit at most. */
    @Override
    public void close() {
        watch.shutdownNow();
        synchronized (waiting) {
            closing = true;
            // The end alone is still told, or the last thing if there was no end: a warning may come after the end, and
            // says less.
            HappenedToRun last =
                    waiting.stream().filter(HappenedToRun::isEnd).reduce(waiting.peekLast(), (one, next) -> next);
            waiting.clear();
            if (last != null) {
                waiting.add(last);
            }
            waiting.notifyAll();
        }
        boolean interrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException e) {
                interrupted = true;
                starter.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
