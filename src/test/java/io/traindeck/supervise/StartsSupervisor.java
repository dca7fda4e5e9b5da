package io.traindeck.supervise;

import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunTask;
import io.traindeck.testing.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Starts a supervisor with a program in a shell, awaits what it publishes, and ends it. */
abstract class StartsSupervisor {
    /** The grace of a program that does not answer: nobody waits long for what does not come. */
    static final Duration SHORT = Duration.ofMillis(300);

    /** A shell cannot wait for ever by itself; what it starts ends with it or soon after. */
    static final String FOR_LONG = "i=0; while [ $i -lt 600 ]; do sleep 0.1; i=$((i+1)); done";

    /** How long a program may take to answer; on a busy machine even one that obeys takes its time. */
    Duration grace = Patience.LIMIT;

    @TempDir
    Path dir;

    private final BlockingQueue<TrainEvent> events = new LinkedBlockingQueue<>();
    final List<TrainEvent> seen = new ArrayList<>();
    private final EventBus bus = new EventBus((who, fault) -> {
        throw fault;
    });

    RunFolder folder;
    Supervisor supervisor;
    CompletableFuture<Integer> status;
    volatile long pid;

    @BeforeEach
    void make() throws RunException {
        folder = RunFolder.create(dir, "a");
        folder.makeTrainerLog();
        bus.subscribe(events::add);
    }

    @AfterEach
    void end() {
        if (status != null && !status.isDone()) {
            supervisor.end(Signal.TERM);
            supervisor.end(Signal.TERM);
            status.orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    void start(String script) {
        start(script, List.of(), Map.of(), Past.none());
    }

    void start(String script, List<String> logs, Map<String, String> on, Past past) {
        start(script, logs, on, past, null);
    }

    /** @param resume the checkpoint to go on from; null for none */
    void start(String script, List<String> logs, Map<String, String> on, Past past, Path resume) {
        // Tests that run in the background of a script ignore INT, and hand that on; a supervisor of its own does not.
        List<String> command = List.of("env", "--default-signal=INT", "sh", "-c", script);
        RunTask.Program task = new RunTask.Program(command, dir.toString(), null, logs, on, null);
        supervisor = new Supervisor(folder, task, bus, InstantSource.system(), grace);
        status = CompletableFuture.supplyAsync(() -> {
            try {
                return supervisor.run("a", past, resume, process -> pid = process.pid());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    <T extends TrainEvent> T await(Class<T> kind, Predicate<T> condition) throws InterruptedException {
        // Readings of the machine come without end.
        long limit = System.nanoTime() + Patience.LIMIT.toNanos();
        for (TrainEvent event = next(); event != null && System.nanoTime() < limit; event = next()) {
            if (kind.isInstance(event) && condition.test(kind.cast(event))) {
                return kind.cast(event);
            }
        }
        throw new AssertionError("no such " + kind.getSimpleName() + " after " + seen);
    }

    private TrainEvent next() throws InterruptedException {
        TrainEvent event = events.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (event != null) {
            seen.add(event);
        }
        return event;
    }

    RunEnded awaitEnd() throws InterruptedException {
        return await(RunEnded.class, end -> true);
    }

    CommandAnswered awaitAnswer(String id, CommandStatus wanted) throws InterruptedException {
        return await(CommandAnswered.class, answer -> answer.id().equals(id) && answer.status() == wanted);
    }

    void awaitStep() throws InterruptedException {
        await(Measured.class, measured -> true);
    }

    List<Measured> measured() {
        return seen.stream()
                .filter(Measured.class::isInstance)
                .map(Measured.class::cast)
                .toList();
    }

    static String steps(int from, int to) {
        return "for i in $(seq " + from + " " + to + "); do echo \"step $i loss 0.$i\"; done; ";
    }
}
