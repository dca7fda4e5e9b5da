package io.traindeck.cli;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a run has come to, as its folder tells.
 *
 * @param begun whether its log has an event
 * @param live whether a trainer holds its lock
 * @param status of a run that has begun
 * @param plannedEpochs 0 before it is known
 * @param epochs done, in rising order
 * @param message with which it ended; empty where it has not, or said nothing
 */
record RunOutcome(
        RunFolder folder,
        boolean begun,
        boolean live,
        RunStatus status,
        int plannedEpochs,
        List<Epoch> epochs,
        String message) {
    private static final double POINTS = 100;

    /** Of a run that need not exist yet. */
    static RunOutcome of(RunFolder folder) throws RunException {
        // In this order: a trainer writes its last event and then frees the lock.
        boolean live = RunLock.isHeld(folder.lock());
        History history = new History();
        try (EventLogReader log = new EventLogReader(folder.events())) {
            log.poll(history);
        } catch (IOException e) {
            throw new RunException("cannot read " + folder.events() + ": " + e.getMessage(), e);
        }
        Optional<RunEnded> ended = Optional.ofNullable(history.ended);
        return new RunOutcome(
                folder,
                history.begun,
                live,
                RunStatus.of(live, ended.map(RunEnded::reason), false, false, 0, 0),
                history.plannedEpochs,
                new ArrayList<>(history.epochs.values()),
                ended.map(RunEnded::message).orElse(""));
    }

    /** Whether it has ended and is not to be taken up again: done, stopped by a person, or failed. */
    boolean isFinal() {
        return begun && !live && (isDone() || status == RunStatus.FAILED);
    }

    /** Whether it has come to a result. */
    boolean hasResult() {
        return isDone() && !epochs.isEmpty();
    }

    private boolean isDone() {
        return status == RunStatus.COMPLETED || status == RunStatus.EARLY_STOP || status == RunStatus.STOPPED;
    }

    /** The epoch of the best {@code val_acc}; only with a result. */
    Epoch best() {
        return epochs.stream().filter(Epoch::best).reduce((a, b) -> b).orElse(epochs.get(0));
    }

    /** {@code train_acc - val_acc} of the last epoch, in percentage points; only with a result. */
    double gap() {
        Epoch last = epochs.get(epochs.size() - 1);
        return POINTS * (last.trainAcc() - last.valAcc());
    }

    /** Training time: pauses, crashes and what was computed twice do not count. */
    double seconds() {
        return epochs.stream().mapToDouble(Epoch::seconds).sum();
    }

    private static final class History implements Consumer<TrainEvent> {
        private final TreeMap<Integer, Epoch> epochs = new TreeMap<>();
        private boolean begun;
        private int plannedEpochs;
        private RunEnded ended;

        @Override
        public void accept(TrainEvent event) {
            begun = true;
            if (event instanceof TrainEvent.RunStarted started) {
                plannedEpochs = started.epochs();
                epochs.clear();
                ended = null;
            } else if (event instanceof Epoch epoch) {
                epochs.put(epoch.epoch(), epoch);
            } else if (event instanceof TrainEvent.RunResumed resumed) {
                epochs.tailMap(resumed.epoch(), true).clear();
                ended = null;
            } else if (event instanceof RunEnded end) {
                ended = end;
            }
        }
    }
}
