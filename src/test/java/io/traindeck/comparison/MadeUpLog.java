package io.traindeck.comparison;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the log of another's program, with whatever names and numbers. */
final class MadeUpLog {
    private RunState state = RunState.EMPTY;
    private long timeMs;

    /** From now on events have that time, Unix milliseconds; 0 for none. */
    MadeUpLog at(long ms) {
        timeMs = ms;
        return this;
    }

    MadeUpLog describe(Plan plan, Goal goal, Map<String, String> facts) {
        state = state.apply(new Described(timeMs, new Description(plan, goal, Set.of(), facts)));
        return this;
    }

    MadeUpLog step(long step, String name, double value) {
        return measure(Kind.STEP, step, Double.NaN, name, value);
    }

    MadeUpLog validation(long step, double epoch, String name, double value) {
        return measure(Kind.VALIDATION, step, epoch, name, value);
    }

    MadeUpLog epoch(long step, double epoch, String name, double value) {
        return measure(Kind.EPOCH, step, epoch, name, value);
    }

    private MadeUpLog measure(Kind kind, long step, double epoch, String name, double value) {
        state = state.apply(
                new Measured(timeMs, kind, step, epoch, null, Names.of(name).with(value)));
        return this;
    }

    ComparedRun named(String name) {
        return new ComparedRun(name, state, Status.RUNNING, ComparedRuns.dials(Optional.empty(), state));
    }
}
