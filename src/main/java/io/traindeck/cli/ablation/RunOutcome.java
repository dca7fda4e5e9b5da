package io.traindeck.cli.ablation;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.ComparedRuns;
import io.traindeck.event.Liveness;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.util.Map;

/**
 * The outcome of a run, as its folder tells.
 *
 * @param begun whether its log has an event
 * @param live whether a trainer holds its lock
 * @param run its figures
 * @param message the one with which it ended; empty if it has not ended, or said nothing
 */
record RunOutcome(RunFolder folder, boolean begun, boolean live, ComparedRun run, String message) {
    private static final double POINTS = 100;

    /** The outcome of a run, which need not exist yet. */
    static RunOutcome of(RunFolder folder) throws RunException {
        // In this order: a trainer writes its last event and then frees the lock.
        boolean live = RunLock.isHeld(folder.lock());
        RunState state = ComparedRuns.state(LoggedRun.of(folder), unreadable -> {});
        Status status = Status.of(state, new Liveness.Locked(live), state.lastMs());
        ComparedRun run = new ComparedRun(folder.name(), state, status, Map.of());
        String message = state.end().map(TrainEvent.RunEnded::message).orElse("");
        return new RunOutcome(folder, !state.equals(RunState.EMPTY), live, run, message);
    }

    Status status() {
        return run.status();
    }

    /** Whether it has ended and is not to be taken up again: done, stopped by a person, or failed. */
    boolean isFinal() {
        return begun && !live && (isDone() || status() == Status.FAILED);
    }

    /** Whether a signal or a person has ended it so that it can go on later. */
    boolean wasToldToEnd() {
        return status() == Status.TERMINATED || status() == Status.PARKED;
    }

    /** Whether it has come to a result. */
    boolean hasResult() {
        return isDone() && run.best().isPresent();
    }

    /** {@code train_acc - val_acc} of the last epoch, in percentage points; NaN before the first. */
    double gap() {
        Values last = run.last().map(Measured::values).orElse(Values.NONE);
        return POINTS * (last.get(OwnMetrics.TRAIN_ACC) - last.get(OwnMetrics.VAL_ACC));
    }

    private boolean isDone() {
        return status() == Status.COMPLETED || status() == Status.EARLY_STOP || status() == Status.STOPPED;
    }
}
