package io.traindeck.run;

import io.traindeck.event.TrainEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * The backlog between the threads that publish events and the one that writes them: the events that are not written
 * yet, and how the writing fares. Events are counted in the order in which they are accepted; "up to n" means the first
 * n of them.
 */
final class EventBacklog {
    private final int maxKept;
    private final Deque<TrainEvent> queue = new ArrayDeque<>();
    private long accepted;
    private long lost;

    /** Events up to this one are on the disk. */
    private long durable;

    /** Events up to this one are wanted on the disk. */
    private long wantedDurable;

    private long failures;
    private boolean failing;

    private boolean closing;
    private long failuresAtClose;
    private boolean ended;

    EventBacklog(int maxKept) {
        this.maxKept = maxKept;
    }

    // The publishers' side.

    synchronized void accept(TrainEvent event) {
        if (closing) {
            return;
        }
        if (queue.size() >= maxKept && isMany(event)) {
            lost++;
            return;
        }
        queue.add(event);
        accepted++;
        if (!failing) {
            notifyAll();
        }
    }

    /** Whether a log has so many events of this kind that the loss of one is bearable. */
    private static boolean isMany(TrainEvent event) {
        return event instanceof TrainEvent.Measured measured && measured.kind() == TrainEvent.Measured.Kind.STEP
                || event instanceof TrainEvent.SystemUsage;
    }

    /**
     * Waits until all that was accepted is on the disk; returns false if a try fails meanwhile or nobody tries any
     * more.
     */
    synchronized boolean sync() {
        long wanted = accepted;
        long failuresBefore = failures;
        wantedDurable = Math.max(wantedDurable, wanted);
        notifyAll();
        boolean interrupted = false;
        while (durable < wanted && failures == failuresBefore && !ended) {
            interrupted |= !await(0);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return durable >= wanted;
    }

    /** Accepts nothing more, and wants what was accepted on the disk; one more failure, and the rest is given up. */
    synchronized void close() {
        if (!closing) {
            closing = true;
            failuresAtClose = failures;
            wantedDurable = accepted;
            notifyAll();
        }
    }

    // The writer's side.

    /**
     * Waits for something to do, after a failure at least {@code retryMs} unless somebody waits for the disk.
     *
     * @param unfinished whether the writer holds events that are not written, or not on the disk as they should be
     * @return false if there will be nothing more, or nothing that can be done
     */
    synchronized boolean awaitWork(boolean unfinished, long retryMs) {
        if (failing && !closing) {
            await(retryMs);
        }
        while (!closing && !isWork(unfinished)) {
            await(0);
        }
        return !closing || (isWork(unfinished) && failures == failuresAtClose);
    }

    private boolean isWork(boolean unfinished) {
        return unfinished || !queue.isEmpty() || wantedDurable > durable;
    }

    /** Removes and returns the next events, at most {@code max}. */
    synchronized List<TrainEvent> take(int max) {
        List<TrainEvent> events = new ArrayList<>();
        while (events.size() < max && !queue.isEmpty()) {
            events.add(queue.remove());
        }
        return events;
    }

    /** Whether somebody waits for the disk, and only for events up to {@code written}. */
    synchronized boolean isForceWanted(long written) {
        return wantedDurable > durable && wantedDurable <= written;
    }

    /** Notes that the events up to {@code written} are on the disk. */
    synchronized void forced(long written) {
        durable = written;
        notifyAll();
    }

    /**
     * Notes that a try went well; returns how many events were lost if this ends a failure, or if any were lost since
     * the last call.
     */
    synchronized OptionalLong succeeded() {
        if (!failing && lost == 0) {
            return OptionalLong.empty();
        }
        OptionalLong result = OptionalLong.of(lost);
        failing = false;
        lost = 0;
        return result;
    }

    /** Notes that a try failed; returns true if the one before went well. */
    synchronized boolean failed() {
        boolean first = !failing;
        failing = true;
        failures++;
        notifyAll();
        return first;
    }

    /** Notes that the writer does nothing more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /**
     * Waits to be notified; returns false if the thread was interrupted.
     *
     * @param ms the longest wait in milliseconds; 0 for as long as it takes
     */
    private boolean await(long ms) {
        try {
            wait(ms);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
