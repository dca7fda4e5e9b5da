package io.traindeck.source.text;

import java.util.List;

/**
 * What lines of one shape say: which of their tokens are counters and which are metrics.
 *
 * @param kind what sort of line it is
 * @param prefix what stands in front of the message
 * @param lead index of a number in front that may be a step, or the label of a process; -1 if there is none
 * @param counters what the line counts
 * @param part the part of the data that all its metrics are of, such as {@code val}; null if it does not say
 * @param training whether it says that it is about training
 * @param metrics its numbers with names
 */
record LineMeaning(
        Kind kind, LinePrefix prefix, int lead, Counters counters, String part, boolean training, Metrics metrics) {
    /** What sort of line it is. */
    enum Kind {
        /** Numbers with names, or counters, or neither. */
        RECORD,
        /** A row of a table of two columns, a name and a number. */
        ROW,
        /** Names above columns of numbers. */
        HEADER,
        /** A title: the lines below are about its part. */
        TITLE,
        /** Words that a part comes next; the lines below are likely to be about it. */
        ANNOUNCEMENT,
        /** A line of COCO's summary, whose name holds numbers. */
        SUMMARY,
        /** The line announces that the next line repeats an earlier one. */
        QUOTE,
        /** Source code, or a dump of settings. */
        CODE,
        /** The line of a program that copies what others print. */
        ECHO
    }

    /** Neither counters nor metrics. */
    static final LineMeaning NOTHING = bare(Kind.RECORD);

    /** A line of this sort, of which no more is known by its shape. */
    static LineMeaning bare(Kind kind) {
        return new LineMeaning(kind, LinePrefix.NONE, -1, Counters.NONE, null, false, Metrics.NONE);
    }

    boolean hasCounter() {
        return counters.epoch != null || counters.step != null;
    }

    boolean hasMetrics() {
        return !metrics.values.isEmpty();
    }

    /**
     * What a line counts.
     *
     * @param epoch null if it has none
     * @param step null if it has none of its own
     */
    record Counters(Counter epoch, Counter step) {
        static final Counters NONE = new Counters(null, null);
    }

    /**
     * The numbers with names of a line.
     *
     * @param values in their order
     * @param telling whether one knows by some of the names that they are those of metrics
     * @param dict whether the names are those of a dict, and whole as they are
     */
    record Metrics(List<Value> values, boolean telling, boolean dict) {
        static final Metrics NONE = new Metrics(List.of(), false, false);
    }

    /**
     * A counter.
     *
     * @param at index of its token
     * @param total index of the token that says how many there are to be; -1 if none does
     * @param bar whether it counts a progress bar that does not say what of
     */
    record Counter(CounterWord counts, int at, int total, boolean bar) {}

    /**
     * A metric.
     *
     * @param factor to multiply the number with
     * @param plus what to add, for times of several units; null for nothing
     * @param over index of the token to divide by; -1 if none
     * @param firm whether it looks like a measurement also among lines of which one does not know what they are
     */
    record Value(String name, int at, double factor, Value plus, int over, boolean firm) {
        /** The number of that token as it is, without a name yet. */
        static Value of(int at) {
            return new Value("", at, 1, null, -1, true);
        }

        double read(LineTokens line) {
            double value = line.kind(at) == LineTokens.TIME ? line.seconds(at) : line.number(at) * factor;
            if (over >= 0) {
                value /= line.number(over);
            }
            return plus == null ? value : value + plus.read(line);
        }

        Value named(String other) {
            return new Value(other, at, factor, plus, over, firm);
        }
    }
}
