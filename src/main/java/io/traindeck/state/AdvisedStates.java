package io.traindeck.state;

import io.traindeck.advice.LogAdvice;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Warning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes states from a log's events, and from the advice that the log lacks. The advice is found on the first reading,
 * event by event, and remembered by the number of the event that it belongs before. For one thread.
 */
public final class AdvisedStates {
    private final LogAdvice advice = new LogAdvice();
    private final Map<Integer, List<Warning>> found = new HashMap<>();
    private int events;

    /** Returns the state after the log's next event, which is read for the first time. */
    public RunState next(RunState state, TrainEvent event) {
        return next(state, advice.before(event), event);
    }

    /**
     * Returns the state after the log's next event, which is read for the first time, with advice that the caller has
     * found.
     *
     * @param missing the advice that the log lacks before the event
     */
    public RunState next(RunState state, List<Warning> missing, TrainEvent event) {
        if (!missing.isEmpty()) {
            found.put(events, missing);
        }
        events++;
        return state.applyAll(missing).apply(event);
    }

    /** Returns the state after an event that has been read before; {@code index} counts the log's events from 0. */
    public RunState again(RunState state, int index, TrainEvent event) {
        return state.applyAll(found.getOrDefault(index, List.of())).apply(event);
    }
}
