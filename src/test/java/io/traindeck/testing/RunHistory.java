package io.traindeck.testing;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The history that a run computed, as every reader of its log must see it: if a trainer took the run up again, later
 * steps, and that and later epochs, are dropped.
 */
public final class RunHistory implements Consumer<TrainEvent> {
    private final TreeMap<Integer, String> steps = new TreeMap<>();
    private final TreeMap<Integer, String> epochs = new TreeMap<>();
    private boolean isBranch;

    /** Returns the history that a log tells. */
    public static RunHistory read(Path log) throws IOException {
        RunHistory history = new RunHistory();
        try (EventLogReader reader = new EventLogReader(log)) {
            reader.poll(history);
        }
        return history;
    }

    /** Returns the history that events tell. */
    public static RunHistory of(Iterable<TrainEvent> events) {
        RunHistory history = new RunHistory();
        events.forEach(history);
        return history;
    }

    /** Returns the history that the events of a branch tell: it does not begin with the first step. */
    public static RunHistory ofBranch(Iterable<TrainEvent> events) {
        RunHistory history = new RunHistory();
        history.isBranch = true;
        events.forEach(history);
        return history;
    }

    @Override
    public void accept(TrainEvent event) {
        if (event instanceof TrainEvent.RunResumed resumed) {
            steps.tailMap((int) resumed.fromStep(), false).clear();
            epochs.tailMap(resumed.epoch(), true).clear();
        }
        // Times and speeds are of the machine, everything else is of the run.
        OwnStep.of(event)
                .ifPresent(step -> put(
                        steps,
                        step.step(),
                        new OwnStep(0, 0, step.epoch(), step.loss(), step.lr(), step.gradNorm(), 0)));
        OwnEpoch.of(event)
                .ifPresent(e -> put(
                        epochs,
                        e.epoch(),
                        new OwnEpoch(
                                0,
                                0,
                                e.step(),
                                e.trainLoss(),
                                e.trainAcc(),
                                e.valLoss(),
                                e.valAcc(),
                                e.lr(),
                                e.gradNormMean(),
                                e.gradNormMax(),
                                0,
                                e.best(),
                                e.badEpochs())));
    }

    /** Keeps an event as text: a record prints its doubles so that equal texts are equal bits (except those of NaN). */
    private void put(TreeMap<Integer, String> history, int number, Record event) {
        if (history.put(number, event.toString()) != null) {
            throw new AssertionError("number " + number + " happened twice: " + event);
        }
        boolean isFirst = number == 1 || isBranch && history.size() == 1;
        if (!isFirst && !history.containsKey(number - 1)) {
            throw new AssertionError("number " + number + " follows a gap: " + event);
        }
    }

    /** Returns each step's numbers, by step. */
    public TreeMap<Integer, String> steps() {
        return steps;
    }

    /** Returns each epoch's numbers, by epoch. */
    public TreeMap<Integer, String> epochs() {
        return epochs;
    }
}
