package io.traindeck.source.text;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.text.LineMeaning.Counter;
import io.traindeck.source.text.ToldNames.Name;
import java.util.List;

/** Gives each line its place in the run: from its own counters, or from those of the lines above it. */
final class Position {
    /** Steps of the longest run; a larger number counts something else. */
    private static final double MOST_STEPS = 1e15;

    private final StepCounter counter = new StepCounter();
    private final TextPlan plan;

    /** Steps that were counted because lines told none: several records with one epoch, or with no counter at all. */
    private long extra;

    /** The epoch of the last line that told one but no step, and how often a step had been told then. */
    private double toldEpoch;

    private long movesAtEpoch;
    private boolean nested;

    Position(TextPlan plan) {
        this.plan = plan;
    }

    StepCounter counter() {
        return counter;
    }

    /** Whether the line that was counted last has the counter of other data than those that are trained on. */
    boolean nested() {
        return nested;
    }

    /** Takes the line's counters; returns whether they say where it stands. */
    boolean count(LineMeaning meaning, LineTokens line) {
        nested = false;
        Counter epoch = meaning.epoch();
        if (epoch != null) {
            epoch(line.number(epoch.at()));
            if (epoch.total() >= 0) {
                plan.epochs(line.number(epoch.total()));
            }
        }
        Counter step = meaning.step();
        if (step == null) {
            return epoch != null;
        }
        double value = line.number(step.at());
        long total = step.total() < 0 ? 0 : (long) line.number(step.total());
        boolean ofBatches = step.counts() == CounterWord.BATCH;
        nested = ofBatches && epoch == null && !step.bar() && counter.isNested(total);
        if (nested || meaning.part() != null && (step.total() >= 0 || ofBatches)) {
            return false;
        }
        return step.bar() ? bar(value, total) : step(step.counts(), value, total);
    }

    void epoch(double value) {
        if (Math.floor(value) < Math.floor(counter.epoch())) {
            extra = 0;
        }
        counter.epoch(value);
    }

    /** Takes a step of its own; returns whether it can be one. */
    boolean step(CounterWord counts, double value, long total) {
        if (!(value >= 0 && value < MOST_STEPS)) {
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
     * The step at which the numbers were measured that a line tells.
     *
     * @param stepped whether the line tells its step itself
     * @param ofEpoch whether it tells its epoch
     * @return -1 if it is a copy of the line before
     */
    long step(List<Name> told, double[] numbers, boolean stepped, boolean ofEpoch) {
        if (stepped) {
            return counter.step();
        }
        if (counter.counted()) {
            return stepBetween(told, numbers, ofEpoch);
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

    /** The step of a line that tells none, in a log whose other lines do. */
    private long stepBetween(List<Name> told, double[] numbers, boolean ofEpoch) {
        long step = (ofEpoch ? counter.stepOfEpoch() : counter.step()) + extra;
        if (!ofEpoch) {
            return step;
        }
        // The epoch goes on, but the counter does not.
        boolean stuck = counter.moves() == movesAtEpoch && counter.epoch() != toldEpoch;
        movesAtEpoch = counter.moves();
        toldEpoch = counter.epoch();
        if (stuck && ToldNames.repeats(told, step) && !ToldNames.same(told, numbers)) {
            extra++;
            step++;
        }
        return step;
    }

    /** What the numbers of a line belong to that is about training. */
    Measured.Kind kind(boolean stepped, boolean ofEpoch) {
        boolean onlyEpochs = !counter.counted() && counter.known();
        return !stepped && (ofEpoch || onlyEpochs) ? Measured.Kind.EPOCH : Measured.Kind.STEP;
    }
}
