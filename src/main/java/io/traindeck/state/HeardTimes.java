package io.traindeck.state;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.SystemUsage;

/**
 * The times at which a run was heard of, Unix milliseconds; 0 before the first event that has a time.
 *
 * @param firstMs the first time of any event
 * @param lastMs the latest time of any event
 * @param progressMs the latest time of an event that is not a reading of the machine
 * @param idleMs the time in which nobody trained: from the last event before each resumption to the resumption
 * @param printedMs the latest time at which the program is known to have printed something, which no event tells
 */
public record HeardTimes(long firstMs, long lastMs, long progressMs, long idleMs, long printedMs) {
    static final HeardTimes NONE = new HeardTimes(0, 0, 0, 0, 0);

    HeardTimes after(TrainEvent event) {
        long first = firstMs == 0 ? Math.max(0, event.timeMs()) : firstMs;
        long last = Math.max(lastMs, event.timeMs());
        long progress = event instanceof SystemUsage ? progressMs : Math.max(progressMs, event.timeMs());
        boolean anew = event instanceof RunResumed && lastMs > 0;
        return new HeardTimes(first, last, progress, anew ? idleMs + last - lastMs : idleMs, printedMs);
    }

    /** Returns these times when the program has printed something at {@code timeMs} by the clock of its log. */
    HeardTimes printed(long timeMs) {
        return new HeardTimes(firstMs, lastMs, progressMs, idleMs, timeMs);
    }
}
