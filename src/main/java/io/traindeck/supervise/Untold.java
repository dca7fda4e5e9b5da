package io.traindeck.supervise;

import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.run.EventCodec;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunTask;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a program has gone on to tell after its supervisor was killed: the lines of metrics.jsonl that nobody has copied
 * into the log of the run.
 */
public final class Untold {
    /**
     * The events at the end of the log among which the last copied one is looked for. Between two copied ones the
     * supervisor tells very few of its own.
     */
    private static final int LAST = 1_000;

    private final RunFolder folder;
    private final RunTask.Program task;

    /** @param task the task as run.json has it, with the process that the dead supervisor has started */
    public Untold(RunFolder folder, RunTask.Program task) {
        this.folder = folder;
        this.task = task;
    }

    /**
     * Publishes what is missing in the log, and the end if the program has told one.
     *
     * @param past what the log tells already
     * @throws IOException if a log cannot be read
     */
    public void retell(EventBus bus, InstantSource clock, String run, Past past) throws IOException {
        Retelling retelling = new Retelling(bus, clock, run, FirstDescription.of(task), past);
        Copied copied = lastCopied();
        if (copied.isOfLastSession) {
            retelling.goesOn();
        }
        try (EventLogReader told = new EventLogReader(folder.programEvents())) {
            told.poll(Integer.MAX_VALUE, (event, offset) -> {
                if (copied.offset >= 0 ? offset > copied.offset : isOfLastSession(event)) {
                    retelling.own(event);
                }
            });
        }
        retelling
                .end()
                .ifPresent(end -> bus.publish(new RunEnded(
                        end.timeMs(),
                        end.reason(),
                        Math.max(end.step(), retelling.step()),
                        end.best(),
                        end.message())));
    }

    /**
     * The last line of metrics.jsonl that the log of the run holds too.
     *
     * @param offset its place; -1 if there is no such line
     */
    private record Copied(long offset, boolean isOfLastSession) {}

    private Copied lastCopied() throws IOException {
        Deque<TrainEvent> last = new ArrayDeque<>();
        try (EventLogReader log = new EventLogReader(folder.events())) {
            log.poll(event -> {
                // The supervisor tells these itself.
                if (!(event instanceof SystemUsage) && !(event instanceof Warning)) {
                    last.add(event);
                    if (last.size() > LAST) {
                        last.remove();
                    }
                }
            });
        }
        Set<Long> times = new HashSet<>();
        Set<String> lines = new HashSet<>();
        last.forEach(event -> {
            times.add(event.timeMs());
            lines.add(EventCodec.encode(event));
        });
        AtomicReference<Copied> found = new AtomicReference<>(new Copied(-1, false));
        try (EventLogReader told = new EventLogReader(folder.programEvents())) {
            told.poll(Integer.MAX_VALUE, (event, offset) -> {
                if (times.contains(event.timeMs()) && lines.contains(EventCodec.encode(event))) {
                    found.set(new Copied(offset, isOfLastSession(event)));
                }
            });
        }
        return found.get();
    }

    /** Whether the process that was started last has told that. Of an earlier one nothing is wanted any more. */
    private boolean isOfLastSession(TrainEvent event) {
        return task.process() != null && event.timeMs() >= task.process().startedMs();
    }
}
