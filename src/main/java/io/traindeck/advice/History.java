package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Step;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/** What the rules look at: the last steps, the epochs, how fast it went. Bounded, whatever the length of the log. */
final class History {
    /** Epochs: far more than any rule looks back on. */
    private static final int MOST_EPOCHS = 1000;

    private RunStarted started;
    private SchedulePlan plan;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final TreeMap<Integer, Epoch> epochs = new TreeMap<>();
    private Epoch lastEpoch; // of epochs: a rule asks for it at each step
    private final LowestLoss lowestLoss = new LowestLoss();
    private final Speed speed = new Speed();

    /**
     * Takes an event in.
     *
     * @return whether it is a step or an epoch that has become part of the history: steps that go back have not
     */
    boolean take(TrainEvent event) {
        if (event instanceof Step step) {
            return take(step);
        } else if (event instanceof Epoch epoch) {
            return take(epoch);
        } else if (event instanceof SystemUsage usage) {
            speed.take(usage);
        } else if (event instanceof RunStarted start) {
            begin(start);
        } else if (event instanceof RunResumed resumed) {
            backTo(resumed);
        }
        return false;
    }

    private boolean take(Step step) {
        if (step.step() <= lastStep()) {
            return false;
        }
        steps.add(step);
        if (steps.size() > Thresholds.STEP_WINDOW) {
            steps.remove();
        }
        lowestLoss.take(step);
        if (started != null) {
            speed.take(step, started.batchSize());
        }
        return true;
    }

    private boolean take(Epoch epoch) {
        if (epoch.epoch() < 1) {
            return false;
        }
        epochs.put(epoch.epoch(), epoch);
        if (epochs.size() > MOST_EPOCHS) {
            epochs.pollFirstEntry();
        }
        lastEpoch = epochs.lastEntry().getValue();
        return true;
    }

    private void begin(RunStarted start) {
        started = start;
        plan = SchedulePlan.of(start);
        steps.clear();
        epochs.clear();
        lastEpoch = null;
        lowestLoss.clear();
        speed.clear();
    }

    /** How fast the machine was remains true of the steps that are dropped. */
    private void backTo(RunResumed resumed) {
        while (!steps.isEmpty() && lastStep() > resumed.fromStep()) {
            steps.removeLast();
        }
        epochs.tailMap(resumed.epoch(), true).clear();
        lastEpoch = epochs.isEmpty() ? null : epochs.lastEntry().getValue();
        lowestLoss.backTo((int) resumed.fromStep());
        speed.interrupt();
    }

    /** Null where the log does not tell. */
    RunStarted started() {
        return started;
    }

    /** Null where the log does not tell. */
    SchedulePlan plan() {
        return plan;
    }

    /** The last step done, 0 before the first. */
    int lastStep() {
        return steps.isEmpty() ? 0 : steps.getLast().step();
    }

    /** The last steps, the newest last: {@link Thresholds#STEP_WINDOW}, or fewer at the start. */
    Deque<Step> steps() {
        return steps;
    }

    boolean windowIsFull() {
        return steps.size() == Thresholds.STEP_WINDOW;
    }

    /** The newest {@code count} steps, the newest first; empty where there are fewer. */
    List<Step> newest(int count) {
        List<Step> newest = new ArrayList<>(count);
        Iterator<Step> backwards = steps.descendingIterator();
        while (newest.size() < count && backwards.hasNext()) {
            newest.add(backwards.next());
        }
        return newest.size() == count ? newest : List.of();
    }

    /** The last {@code count} epochs done, in rising order; empty where there are fewer. */
    List<Epoch> lastEpochs(int count) {
        if (epochs.size() < count) {
            return List.of();
        }
        List<Epoch> last = new ArrayList<>(
                epochs.descendingMap().values().stream().limit(count).toList());
        Collections.reverse(last);
        return last;
    }

    /** The lowest mean training loss of the epochs before {@code epoch}; NaN where there are none. */
    double lowestTrainLossBefore(int epoch) {
        double lowest = Double.NaN;
        for (Epoch before : epochs.headMap(epoch).values()) {
            if (Double.isFinite(before.trainLoss()) && !(before.trainLoss() >= lowest)) {
                lowest = before.trainLoss();
            }
        }
        return lowest;
    }

    /** The epoch with the best validation accuracy, the last that was called so; null where none was. */
    Epoch bestEpoch() {
        return epochs.descendingMap().values().stream()
                .filter(Epoch::best)
                .findFirst()
                .orElse(null);
    }

    /** The last epoch done, or null. */
    Epoch lastEpoch() {
        return lastEpoch;
    }

    /** The least number of epochs, from {@code least} on, that hold enough steps for a trend. */
    int epochsOfATrend(int least) {
        int stepsPerEpoch = started == null ? 0 : started.stepsPerEpoch();
        return stepsPerEpoch < 1
                ? least
                : Math.max(least, (Thresholds.STEPS_FOR_A_TREND + stepsPerEpoch - 1) / stepsPerEpoch);
    }

    /** The mean loss of guessing each class alike, ln(classes); NaN where the log does not tell. */
    double lossOfGuessing() {
        return started == null || started.classes() < 2 ? Double.NaN : Math.log(started.classes());
    }

    LowestLoss lowestLoss() {
        return lowestLoss;
    }

    Speed speed() {
        return speed;
    }
}
