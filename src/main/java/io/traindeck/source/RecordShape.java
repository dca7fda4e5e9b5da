package io.traindeck.source;

import io.traindeck.event.Names;

/** What the fields of records with the same names are, and how far such records have come. */
final class RecordShape {
    /** What a record tells. */
    enum About {
        /** How well training goes. */
        METRICS,
        /** What the run is: its settings. */
        SETTINGS,
        /** How the run went as a whole: its figures are no more points of the series that they repeat. */
        SUMMARY,
        /** Nothing of the run. */
        NOTHING
    }

    /**
     * The fields that say where a record stands; -1 for those that are not there.
     *
     * @param step what counts updates
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

    /** What the record calls the part of the data that it was measured on; empty if it does not say. */
    final String part;

    /** Whether it was measured on data that the model is not trained on. */
    final boolean validation;

    /** Whether it has no counter, but metrics of records that have one: a first record like that is a summary. */
    final boolean repeats;

    /** Records of this shape that were read in the general way. */
    int seen;

    /** Where the last record of this shape stood; {@link StepAxis} keeps it. */
    final Progress progress = new Progress();

    /** Where the last record of a shape stood. */
    static final class Progress {
        /** What its counter said; -1 if there was none. */
        long count = -1;

        double epoch = Double.NaN;

        /** The step that it was given; -1 if there was none. */
        long step = -1;

        /** The step of the last record that had a counter, when it came. */
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
