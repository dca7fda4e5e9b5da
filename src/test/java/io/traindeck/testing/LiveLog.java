package io.traindeck.testing;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The log of a run that is being written; a test can wait for what will be in it. */
public final class LiveLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(2);

    private final EventLogReader reader;
    private final List<TrainEvent> events = new ArrayList<>();
    private int awaited;

    /** Follows a log, which need not exist yet, from its start. */
    public static LiveLog of(Path file) {
        return new LiveLog(file);
    }

    private LiveLog(Path file) {
        reader = new EventLogReader(file, events::clear);
    }

    /** Returns every event up to now. */
    public List<TrainEvent> events() throws IOException {
        reader.poll(events::add);
        return events;
    }

    /** Returns every event of one kind up to now. */
    public <T> List<T> events(Class<T> kind) throws IOException {
        return events().stream()
                .flatMap(event -> EventKinds.as(kind, event).stream())
                .toList();
    }

    /** Waits for an event of that kind that comes after the last one that was awaited. */
    public <T> T await(Class<T> kind) throws IOException {
        return await(kind, event -> true);
    }

    /** Waits for such an event that comes after the last one that was awaited. */
    public <T> T await(Class<T> kind, Predicate<T> condition) throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            reader.poll(events::add);
            while (awaited < events.size()) {
                TrainEvent event = events.get(awaited++);
                Optional<T> found = EventKinds.as(kind, event).filter(condition);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            LockSupport.parkNanos(POLL.toNanos()); // A file cannot call back; this is the pace of looking at it.
        }
        List<TrainEvent> last = events.subList(Math.max(0, events.size() - 10), events.size());
        throw new AssertionError("no such " + kind.getSimpleName() + " within " + Patience.LIMIT.toSeconds()
                + " s; the log ends with " + last);
    }

    /** Awaits from now on only what is not there yet. */
    public LiveLog fromHere() throws IOException {
        reader.poll(events::add);
        awaited = events.size();
        return this;
    }

    /** Waits for the next step from now on. */
    public OwnStep awaitNewStep() throws IOException {
        return fromHere().await(OwnStep.class);
    }

    /** Waits for the next step from now on; returns false if the process ends without one. */
    public boolean awaitNewStep(Process trainer) throws IOException {
        reader.poll(events::add);
        int before = events.size();
        boolean alive = true;
        while (alive) {
            alive = trainer.isAlive();
            reader.poll(events::add);
            if (events.subList(before, events.size()).stream().anyMatch(OwnStep::is)) {
                return true;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
