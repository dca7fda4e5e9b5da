package io.traindeck.source;

import io.traindeck.source.RecordShape.Progress;

/** Places each record of a log on the run's axis of steps. */
final class StepAxis {
    private final RisingSteps steps = new RisingSteps();

    /** The value of the last counter; -1 if there was none. */
    private long lastCount = -1;

    /** The distance of the last two counters. */
    private long spacing;

    private double lastEpoch = Double.NaN;

    /** A place on the axis. */
    record Place(long step, double epoch) {}

    /** Returns whether records with a counter have been placed: then a record without one is not a row of its own. */
    private boolean counts() {
        return lastCount >= 0;
    }

    /**
     * Returns the place of the next record.
     *
     * @param count the value of its counter of updates; not a count if it has none
     * @param epoch NaN if it has none
     */
    Place place(RecordShape shape, double count, double epoch) {
        Place place = NumberCell.isCount(count) ? byCount(shape, (long) count, epoch) : withoutCount(shape, epoch);
        shape.progress.step = place.step;
        shape.progress.epoch = epoch;
        shape.progress.anchor = steps.last();
        return place;
    }

    private Place byCount(RecordShape shape, long count, double epoch) {
        boolean ofValidation = shape.validation && !shape.part.isEmpty();
        if (ofValidation && shape.counters.batches() && counts()) {
            return new Place(steps.last() + beyondLast(count, epoch), Double.isNaN(epoch) ? lastEpoch : epoch);
        }
        Progress before = shape.progress;
        spacing = counts() ? count - lastCount : count;
        lastCount = count;
        lastEpoch = epoch;
        boolean again = before.epoch < epoch && count <= before.count;
        before.count = count;
        return new Place(steps.ofCount(count, epoch, again), epoch);
    }

    /**
     * Returns the distance of a validation from the last step. A validation may count its own batches, or epochs; if it
     * counts updates, it is not far beyond the last one.
     */
    private long beyondLast(long count, double epoch) {
        boolean sameEpoch = epoch == lastEpoch || Double.isNaN(epoch);
        return sameEpoch && count >= lastCount && count - lastCount <= spacing ? count - lastCount : 0;
    }

    private Place withoutCount(RecordShape shape, double epoch) {
        Progress before = shape.progress;
        if (counts() || (shape.counters.none() && !Double.isNaN(lastEpoch))) {
            return new Place(before.anchor == steps.last() ? before.step + 1 : steps.last(), epoch);
        }
        lastEpoch = epoch;
        return new Place(steps.ofEpoch(epoch, epoch == before.epoch), epoch);
    }
}
