package io.traindeck.source;

import io.traindeck.source.RecordShape.Progress;

/** Says where on the run's axis of steps each record of a log stands. */
final class StepAxis {
    /** A step is exact as a double up to here. */
    private static final double LARGEST = 1L << 53;

    private final EpochSteps epochs = new EpochSteps();

    /** Where the last record stood that brought the run forward; -1 if there was none. */
    private long last = -1;

    /** What the last counter said; -1 if there was none. */
    private long lastCount = -1;

    private double lastEpoch = Double.NaN;

    /** Without counters, epochs are steps, unless there are several records of a shape in one, or parts of epochs. */
    private boolean byEpoch = true;

    /** A place on the axis. */
    record Place(long step, double epoch) {}

    /** Whether the number can be a step. */
    static boolean isStep(double number) {
        return number >= 0 && number <= LARGEST && number == Math.rint(number);
    }

    /** Whether records with a counter have been placed: one without is no row of its own. */
    boolean counts() {
        return lastCount >= 0;
    }

    /**
     * The place of the next record.
     *
     * @param count what its counter of updates says; no step if it has none
     * @param epoch NaN if it says none
     */
    Place place(RecordShape shape, double count, double epoch) {
        Place place = isStep(count) ? byCount(shape, (long) count, epoch) : withoutCount(shape, epoch);
        shape.progress.step = place.step;
        shape.progress.epoch = epoch;
        shape.progress.anchor = last;
        return place;
    }

    private Place byCount(RecordShape shape, long count, double epoch) {
        boolean ofValidation = shape.validation && !shape.part.isEmpty();
        if (ofValidation && shape.counters.batches() && counts()) {
            // It may count the validation's own batches, or epochs.
            boolean sameEpoch = epoch == lastEpoch || Double.isNaN(epoch);
            long more = sameEpoch && epochs.mayEndEpoch(count) ? count - lastCount : 0;
            return new Place(last + more, Double.isNaN(epoch) ? lastEpoch : epoch);
        }
        Progress before = shape.progress;
        last = epochs.step(count, epoch, before.epoch < epoch ? before.count : -1);
        lastCount = count;
        lastEpoch = epoch;
        before.count = count;
        return new Place(last, epoch);
    }

    private Place withoutCount(RecordShape shape, double epoch) {
        boolean hasEpoch = isStep(epoch);
        if (counts() || (last >= 0 && byEpoch && shape.counters.none())) {
            Progress before = shape.progress;
            return new Place(before.anchor == last ? before.step + 1 : last, epoch);
        }
        byEpoch &= hasEpoch && epoch != shape.progress.epoch;
        last = byEpoch ? (long) epoch : last + 1;
        return new Place(last, epoch);
    }
}
