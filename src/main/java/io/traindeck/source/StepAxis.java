package io.traindeck.source;

import io.traindeck.source.RecordShape.Progress;

/** Says where on the run's axis of steps each record of a log stands. */
final class StepAxis {
    private final RisingSteps steps = new RisingSteps();

    /** What the last counter said; -1 if there was none. */
    private long lastCount = -1;

    /** How far apart the last two counters were. */
    private long spacing;

    private double lastEpoch = Double.NaN;

    /** A place on the axis. */
    record Place(long step, double epoch) {}

    /** Whether records with a counter have been placed: one without is no row of its own. */
    private boolean counts() {
        return lastCount >= 0;
    }

    /**
     * The place of the next record.
     *
     * @param count what its counter of updates says; no step if it has none
     * @param epoch NaN if it says none
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

    /** A validation may count its own batches, or epochs; if it counts updates, it is not far beyond the last one. */
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
