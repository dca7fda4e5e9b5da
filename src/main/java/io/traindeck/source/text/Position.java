package io.traindeck.source.text;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.text.LineMeaning.Counter;
import io.traindeck.source.text.LineMeaning.Counters;
import io.traindeck.source.text.ToldNames.Name;
import java.util.List;

/** Gives each line its place in the run: from its own counters, or from those of the lines above it. */
final class Position {
    private static final double MOST_EPOCHS = 1e9;

    private final StepCounter counter = new StepCounter();
    private final TextPlan plan;

    /**
     * The number of steps that were added because lines told none: several records with one epoch, or with no counter
     * at all.
     */
    private long extra;

    /** The epoch of the last line that told an epoch but no step, and how often a step had been told by then. */
    private double toldEpoch;

    private long movesAtEpoch;
    private boolean nested;

    Position(TextPlan plan) {
        this.plan = plan;
    }

    StepCounter counter() {
        return counter;
    }

    /** Returns whether the line that was counted last counts other data than the training data. */
    boolean nested() {
        return nested;
    }

    /**
     * Takes the line's counters.
     *
     * @param ofPart whether the line is about a part of the data that is not trained on
     * @return whether they say where in the run the line stands
     */
    boolean count(Counters counters, boolean ofPart, LineTokens line) {
        nested = false;
        Counter epoch = counters.epoch();
        if (epoch != null) {
            epoch(line.number(epoch.at()));
            if (epoch.total() >= 0) {
                plan.epochs(line.number(epoch.total()));
            }
        }
        Counter step = counters.step();
        if (step == null) {
            return epoch != null;
        }
        double value = line.number(step.at());
        double of = step.total() < 0 ? 0 : line.number(step.total());
        long total = of > StepCounter.MOST_STEPS ? 0 : (long) of;
        boolean ofBatches = step.counts() == CounterWord.BATCH;
        nested = ofBatches && epoch == null && !step.bar() && counter.isNested(total);
        // A step of a part may be that of the training, or count the part's own batches.
        boolean own = ofPart && (step.total() >= 0 || ofBatches || 2 * value < counter.step());
        if (nested || own) {
            return false;
        }
        return step.bar() ? bar(value, total) : step(step.counts(), value, total);
    }

    void epoch(double value) {
        if (!(value >= 0 && value <= MOST_EPOCHS)) {
            return;
        }
        if (Math.floor(value) < Math.floor(counter.epoch())) {
            extra = 0;
        }
        counter.epoch(value);
    }

    /** Takes the value of a step counter; returns whether it can be one. */
    boolean step(CounterWord counts, double value, long total) {
        if (!(value >= 0 && value < StepCounter.MOST_STEPS)) {
            return false;
        }
        long before = counter.step();
        counter.count(counts, (long) value, total);
        extra = counter.step() == before ? extra : 0;
        return true;
    }

    private boolean bar(double value, long total) {
        long before = counter.step();
        counter.bar((long) value, total);
        extra = counter.step() == before ? extra : 0;
        return true;
    }

    /**
     * Returns the step at which the numbers of a line were measured.
     *
     * @param stepped whether the line tells its step itself
     * @param ofEpoch whether it tells its epoch
     * @param alone whether no line near it tells a counter
     * @return -1 if the line is a copy of the line before
     */
    long step(List<Name> told, double[] numbers, boolean stepped, boolean ofEpoch, boolean alone) {
        if (stepped) {
            return counter.step();
        }
        if (counter.counted()) {
            return stepBetween(told, numbers, ofEpoch, alone);
        }
        boolean epochs = counter.known();
        long step = (epochs ? (long) Math.floor(counter.epoch()) : 1) + extra;
        if (!ToldNames.repeats(told, step)) {
            return step;
        }
        if (epochs && ToldNames.same(told, numbers)) {
            return -1;
        }
        extra++;
        return step + 1;
    }

    /** Returns the step of a line that tells none, in a log whose other lines do. */
    private long stepBetween(List<Name> told, double[] numbers, boolean ofEpoch, boolean alone) {
        long step = (ofEpoch ? counter.stepOfEpoch() : counter.step()) + extra;
        // The records or the epochs go on, but the counter does not: so it does not count them.
        boolean stuck = !ofEpoch && (alone || counter.moves() == 1);
        if (ofEpoch) {
            stuck = counter.moves() == movesAtEpoch && counter.epoch() != toldEpoch;
            movesAtEpoch = counter.moves();
            toldEpoch = counter.epoch();
        }
        if (stuck && ToldNames.repeats(told, step) && !ToldNames.same(told, numbers)) {
            extra++;
            step++;
        }
        return step;
    }

    /** Returns the kind of a line about training. */
    Measured.Kind kind(boolean stepped, boolean ofEpoch) {
        boolean onlyEpochs = !counter.counted() && counter.known();
        boolean isRow = !stepped && (ofEpoch || onlyEpochs) && !counter.tellsParts();
        return isRow ? Measured.Kind.EPOCH : Measured.Kind.STEP;
    }
}
