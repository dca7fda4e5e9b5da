package io.traindeck.state;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Step;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.Optional;

/**
 * All that a screen shows of a run, after some of its events: an event in, a new state out, no clock, no input or
 * output. Any event may come in any order; what makes no sense is left out. The memory is bounded whatever the length
 * of the log, and an earlier state may be kept at little cost, because states share what they have in common.
 *
 * @param started null before it is known
 * @param usage the last reading of the machine; null before the first
 * @param lastMs the latest time of any event, Unix milliseconds; 0 before the first
 * @param progressMs the same, of events that are no reading of the machine
 */
public record RunState(
        RunStarted started,
        Training training,
        Pace pace,
        Phase phase,
        Journal journal,
        SystemUsage usage,
        long lastMs,
        long progressMs) {

    /** Before the first event. */
    public static final RunState EMPTY =
            new RunState(null, Training.NONE, Pace.UNKNOWN, Phase.TRAINING, Journal.EMPTY, null, 0, 0);

    /** The state after {@code event}. A run that starts takes the place of all that was before it. */
    public RunState apply(TrainEvent any) {
        TrainEvent event = TrainEvent.own(any);
        if (event instanceof RunStarted start) {
            return new RunState(
                    start,
                    Training.NONE,
                    pace.apply(event),
                    Phase.TRAINING,
                    Journal.EMPTY.apply(event),
                    null,
                    event.timeMs(),
                    event.timeMs());
        }
        boolean reading = event instanceof SystemUsage;
        return new RunState(
                started,
                training.apply(event),
                pace.apply(event),
                phase.apply(event),
                journal.apply(event),
                reading ? (SystemUsage) event : usage,
                Math.max(lastMs, event.timeMs()),
                reading ? progressMs : Math.max(progressMs, event.timeMs()));
    }

    /** The state after all of {@code events}. */
    public RunState applyAll(Iterable<? extends TrainEvent> events) {
        RunState state = this;
        for (TrainEvent event : events) {
            state = state.apply(event);
        }
        return state;
    }

    /** The last step done, 0 before the first. */
    public int lastStep() {
        return training.steps().now().lastStep();
    }

    /** The last epoch done, or null before the first. */
    public Epoch lastEpoch() {
        return training.epochs().last();
    }

    /** Whether an end is in the log. */
    public boolean isOver() {
        return phase.ended() != null;
    }

    /** With what it ended; empty while no end is in the log. */
    public Optional<RunEnded> end() {
        return Optional.ofNullable(phase.ended());
    }

    /** Epochs of the whole run as planned; 0 where unknown. */
    public int plannedEpochs() {
        return started == null ? 0 : Math.max(0, started.epochs());
    }

    /** Steps of the whole run as planned; 0 where unknown. */
    public long plannedSteps() {
        return started == null ? 0 : (long) plannedEpochs() * Math.max(0, started.stepsPerEpoch());
    }

    /** The epoch under way, from 1, or the last one begun when the run is over; 0 where unknown. */
    public int epoch() {
        Step step = training.steps().now().last();
        Epoch done = lastEpoch();
        int begun = step == null ? 0 : step.epoch();
        int next = done == null ? 1 : done.epoch() + 1;
        if (started == null || isOver() || next > plannedEpochs()) {
            return Math.max(begun, next - 1);
        }
        return Math.max(begun, next);
    }
}
