package io.traindeck.source;

import io.traindeck.event.Names;

/** The meaning of the fields of records with the same names, and how far such records have come. */
final class RecordShape {
    /** The subject of a record. */
    enum About {
        /** Tells how well training goes. */
        METRICS,
        /** Tells the settings of the run. */
        SETTINGS,
        /** Tells how the run went as a whole: its figures are not further points of the series that they repeat. */
        SUMMARY,
        /** Tells nothing of the run. */
        NOTHING
    }

    /**
     * The fields that say where in the run a record was written; -1 for those that are not there.
     *
     * @param step the field that counts updates
     * @param batches whether {@code step} may count within an epoch, and start again with the next one
     */
    record Counters(int step, boolean batches, int epoch, int time) {
        static final Counters NONE = new Counters(-1, false, -1, -1);

        boolean none() {
            return step < 0 && epoch < 0;
        }

        Counters ofBatches() {
            return new Counters(step, true, epoch, time);
        }
    }

    /** The fields that hold the lengths of the whole run; -1 for those that are not there. */
    record Lengths(int steps, int epochs) {}

    /** The fields that are metrics, and their names. */
    record Metrics(int[] fields, Names names) {}

    final About about;
    final Counters counters;
    final Lengths lengths;
    final Metrics metrics;

    /** The record's word for the part of the data that it was measured on; empty if it does not say. */
    final String part;

    /** Whether it was measured on data that the model is not trained on. */
    final boolean validation;

    /**
     * Whether it has no counter, but metrics that records with a counter have too: a first record like that is a
     * summary.
     */
    final boolean repeats;

    /** The number of records of this shape that were parsed in full. */
    int seen;

    /** The place of the last record of this shape; {@link StepAxis} keeps it up to date. */
    final Progress progress = new Progress();

    /** The place of the last record of a shape. */
    static final class Progress {
        /** The value of its counter; -1 if there was none. */
        long count = -1;

        double epoch = Double.NaN;

        /** The step that it was given; -1 if there was none. */
        long step = -1;

        /** The step of the last record with a counter at the time when this record came. */
        long anchor = -1;
    }

    RecordShape(
            About about,
            Counters counters,
            Lengths lengths,
            Metrics metrics,
            String part,
            boolean validation,
            boolean repeats) {
        this.about = about;
        this.counters = counters;
        this.lengths = lengths;
        this.metrics = metrics;
        this.part = part;
        this.validation = validation;
        this.repeats = repeats;
    }
}
