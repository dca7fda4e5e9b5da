package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Warning;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The advice that a log would hold if its trainer had given any. A trainer that gives advice writes it right after the
 * event that gave rise to it. So advice that is found here waits for the next event, and is dropped if the log says the
 * same. A code that a log has ever used is left to that log.
 */
public final class LogAdvice {
    private Adviser adviser = new Adviser();
    private final Set<String> toldByLog = new HashSet<>();
    private List<Warning> waiting = List.of();

    /** Returns the warnings that belong between the event before and {@code event}: mostly none. */
    public List<Warning> before(TrainEvent event) {
        if (event instanceof Warning warning) {
            // More warnings may follow: a log with several at once holds them one after another.
            toldByLog.add(String.valueOf(warning.code()));
            waiting = List.copyOf(unsaid());
            return List.of();
        }
        List<Warning> due = unsaid();
        if (event instanceof RunStarted) {
            adviser = new Adviser();
            toldByLog.clear();
        }
        waiting = adviser.take(event);
        return due;
    }

    private List<Warning> unsaid() {
        if (waiting.isEmpty()) {
            return waiting; // nearly always
        }
        return waiting.stream()
                .filter(warning -> !toldByLog.contains(warning.code()))
                .toList();
    }
}
