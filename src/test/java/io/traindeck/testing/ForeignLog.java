package io.traindeck.testing;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.ComparedRuns;
import io.traindeck.event.Description;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.event.Values;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The log of another's program as a source hands it on, made up by a test: any names and numbers, without times and
 * epochs unless they are told.
 */
public final class ForeignLog {
    private final List<TrainEvent> events = new ArrayList<>();
    private long timeMs;

    /** All events so far; a test may change them. */
    public List<TrainEvent> events() {
        return events;
    }

    /** The time that events have now, Unix milliseconds; 0 for none. */
    public long nowMs() {
        return timeMs;
    }

    /** Gives events that time from now on, Unix milliseconds; 0 for none. */
    public ForeignLog at(long ms) {
        timeMs = ms;
        return this;
    }

    public ForeignLog pass(double seconds) {
        timeMs += (long) (1000 * seconds);
        return this;
    }

    /** Adds an event of any kind. */
    public ForeignLog add(TrainEvent event) {
        events.add(event);
        return this;
    }

    public ForeignLog described(Description about) {
        return add(new Described(timeMs, about));
    }

    public ForeignLog step(long step, String name, double value) {
        return step(step, Names.of(name).with(value));
    }

    public ForeignLog step(long step, Values values) {
        return measured(Kind.STEP, step, Double.NaN, values);
    }

    public ForeignLog validation(long step, String name, double value) {
        return validation(step, Names.of(name).with(value));
    }

    public ForeignLog validation(long step, Values values) {
        return measured(Kind.VALIDATION, step, Double.NaN, values);
    }

    public ForeignLog validation(long step, double epoch, String name, double value) {
        return measured(Kind.VALIDATION, step, epoch, Names.of(name).with(value));
    }

    public ForeignLog epoch(long step, double epoch, String name, double value) {
        return epoch(step, epoch, Names.of(name).with(value));
    }

    public ForeignLog epoch(long step, double epoch, Values values) {
        return measured(Kind.EPOCH, step, epoch, values);
    }

    /** @param epoch NaN if the log does not tell it */
    public ForeignLog measured(Kind kind, long step, double epoch, Values values) {
        return add(new Measured(timeMs, kind, step, epoch, null, values));
    }

    /** Returns the run as a comparison sees it while it trains. */
    public ComparedRun compared(String name) {
        RunState state = state();
        return new ComparedRun(name, state, Status.RUNNING, ComparedRuns.dials(Optional.empty(), state));
    }

    /** Returns the state that the log comes to. */
    public RunState state() {
        return RunState.EMPTY.applyAll(events);
    }
}
