package io.traindeck.supervise;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.source.BarStates;
import io.traindeck.source.EventSource;
import io.traindeck.source.FollowedRun;
import io.traindeck.source.LoggedRun;
import io.traindeck.source.TextSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what a program tells of its training, from the best of three places: the events that it writes itself; if it
 * writes none, the logs that the user has named; if none was named, the text that it prints. What is there when the
 * program starts is older, or from another program, and is passed over.
 *
 * <p>For one thread.
 */
final class ProgramLog implements Closeable {
    /** The most records to read at once, so that commands are obeyed in between. */
    private static final int MOST = 10_000;

    /**
     * The most numbers taken from a printed text at once, and in each second after that: what is printed faster is
     * thinned.
     */
    private static final int MOST_AT_ONCE = 20_000;

    private static final int MOST_A_SECOND = 2_000;

    private static final double NANOS = 1e9;

    private final EventLogReader own;
    private final Consumer<TrainEvent> ownEvents;
    private final Consumer<TrainEvent> otherEvents;
    private final List<EventSource> others = new ArrayList<>();
    private final List<FollowedRun> named;
    private final boolean isText;

    private boolean hasOwn;
    private double allowed = MOST_AT_ONCE;
    private long allowedAt = System.nanoTime();

    /**
     * Passes over what is there already.
     *
     * @param clock gives the time of a printed line: when it is read, it has just been printed
     * @param logs the logs that the user has named
     * @param ownEvents takes what the program has written as events
     * @param otherEvents takes what its logs or its text tell
     */
    ProgramLog(
            RunFolder folder,
            InstantSource clock,
            List<Path> logs,
            Consumer<TrainEvent> ownEvents,
            Consumer<TrainEvent> otherEvents) {
        this.ownEvents = ownEvents;
        this.otherEvents = otherEvents;
        own = new EventLogReader(folder.programEvents());
        isText = logs.isEmpty();
        named = logs.stream()
                .map(log -> LoggedRun.expected(log).follow(() -> {}))
                .toList();
        others.addAll(named);
        if (isText) {
            BarStates states = new BarStates();
            states.beginLive();
            others.add(new TextSource(folder.trainerLog(), clock::millis, states, () -> {}));
        }
        passOver();
    }

    private void passOver() {
        try {
            own.poll(event -> {});
        } catch (IOException e) {
            // The next poll tries again.
        }
        for (EventSource other : others) {
            try {
                other.passOver();
            } catch (IOException e) {
                // The log is not there yet, or cannot be read: the next poll tries again.
            }
        }
    }

    /** Looks for the named logs at once: the program has ended, and may have written one as its last act. */
    void lookAtOnce() {
        named.forEach(FollowedRun::lookAtOnce);
    }

    /**
     * Hands on what has been told since the last poll, or the first part of it.
     *
     * @return whether there is more
     * @throws IOException if something that is there cannot be read; the next poll tries again
     */
    boolean poll() throws IOException {
        int read = own.poll(MOST, (event, offset) -> ownEvents.accept(event));
        if (read > 0 && !hasOwn) {
            hasOwn = true;
            closeOthers();
        }
        boolean more = read == MOST;
        IOException trouble = null;
        for (EventSource other : others) {
            try {
                more |= other.poll(MOST, this::takeOther) == MOST;
            } catch (NoSuchFileException e) {
                trouble = isYetToCome(other) ? trouble : e;
            } catch (IOException e) {
                trouble = e;
            }
        }
        // What can be read is read first.
        if (trouble != null && !more) {
            throw trouble;
        }
        return more;
    }

    /** Returns the named places at which no log has turned up; none if the program has told its events itself. */
    List<Path> missing() {
        return hasOwn
                ? List.of()
                : named.stream()
                        .map(FollowedRun::run)
                        .filter(LoggedRun::isExpected)
                        .map(LoggedRun::named)
                        .toList();
    }

    private static boolean isYetToCome(EventSource log) {
        return log instanceof FollowedRun followed && followed.run().isExpected();
    }

    private void takeOther(TrainEvent event) {
        if (!isText || !(event instanceof Measured) || isAllowed()) {
            otherEvents.accept(event);
        }
    }

    private boolean isAllowed() {
        if (allowed < 1) {
            long now = System.nanoTime();
            allowed = Math.min(MOST_AT_ONCE, allowed + MOST_A_SECOND * (now - allowedAt) / NANOS);
            allowedAt = now;
        }
        boolean is = allowed >= 1;
        allowed -= is ? 1 : 0;
        return is;
    }

    private void closeOthers() throws IOException {
        for (EventSource other : others) {
            other.close();
        }
        others.clear();
    }

    @Override
    public void close() throws IOException {
        own.close();
        closeOthers();
    }
}
