package io.traindeck.cli;

import io.traindeck.dashboard.ComparedRun;
import io.traindeck.dashboard.RunState;
import io.traindeck.dashboard.Status;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a run has come to, as its folder tells.
 *
 * @param begun whether its log has an event
 * @param live whether a trainer holds its lock
 * @param run its figures
 * @param message with which it ended last; empty where it has not, or said nothing
 */
record RunOutcome(RunFolder folder, boolean begun, boolean live, ComparedRun run, String message) {

    /** Of a run that need not exist yet. */
    static RunOutcome of(RunFolder folder) throws RunException {
        // In this order: a trainer writes its last event and then frees the lock.
        boolean live = RunLock.isHeld(folder.lock());
        Log log = new Log();
        try (EventLogReader reader = new EventLogReader(folder.events())) {
            reader.poll(log);
        } catch (IOException e) {
            throw new RunException("cannot read " + folder.events() + ": " + e.getMessage(), e);
        }
        Status status = Status.of(log.state, live, log.state.lastMs());
        ComparedRun run = new ComparedRun(folder.name(), log.state, status, Map.of());
        return new RunOutcome(folder, log.begun, live, run, log.message);
    }

    private static final class Log implements Consumer<TrainEvent> {
        private boolean begun;
        private RunState state = RunState.EMPTY;
        private String message = "";

        @Override
        public void accept(TrainEvent event) {
            begun = true;
            state = state.apply(event);
            if (event instanceof TrainEvent.RunEnded ended) {
                message = ended.message();
            }
        }
    }

    Status status() {
        return run.status();
    }

    /** Whether it has ended and is not to be taken up again: done, stopped by a person, or failed. */
    boolean isFinal() {
        return begun && !live && (isDone() || status() == Status.FAILED);
    }

    /** Whether it has come to a result. */
    boolean hasResult() {
        return isDone() && run.best().isPresent();
    }

    private boolean isDone() {
        return status() == Status.COMPLETED || status() == Status.EARLY_STOP || status() == Status.STOPPED;
    }
}
