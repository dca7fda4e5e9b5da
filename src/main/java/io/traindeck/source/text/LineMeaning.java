package io.traindeck.source.text;

import java.util.List;

/**
 * What lines of one shape say: which of their tokens are counters and which are metrics.
 *
 * @param kind what sort of line it is
 * @param date index of the token that says when the line was written; -1 if none does
 * @param rank index of the token that says which process wrote it, -1 if none; or -2 - the rank itself, if it is part of a
 *     word
 * @param lead index of a number in front that may be a step, or the label of a process; -1 if there is none
 * @param epoch null if the line has none
 * @param step null if the line has none of its own
 * @param part the part of the data that all its metrics are of, such as {@code val}; null if it does not say
 * @param training whether it says that it is about training
 * @param telling whether its names are those of metrics, or all else about it says that it tells some
 * @param dict whether its names are those of a dict, and whole as they are
 * @param values its metrics, in their order
 */
record LineMeaning(
        Kind kind,
        int date,
        int rank,
        int lead,
        Counter epoch,
        Counter step,
        String part,
        boolean training,
        boolean telling,
        boolean dict,
        List<Value> values) {
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
        /** It announces that the next line repeats an earlier one. */
        QUOTE,
        /** Source code, or a dump of settings. */
        CODE,
        /** The line of a program that copies what others print. */
        ECHO
    }

    /** Neither counters nor metrics. */
    static final LineMeaning NOTHING = bare(Kind.RECORD);

    static LineMeaning bare(Kind kind) {
        return new LineMeaning(kind, -1, -1, -1, null, null, null, false, false, false, List.of());
    }

    /** A record with nothing but counters, null if it has none, and metrics. */
    static LineMeaning record(Counter epoch, Counter step, List<Value> values) {
        return new LineMeaning(Kind.RECORD, -1, -1, -1, epoch, step, null, false, false, false, values);
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
            double value = line.kind[at] == LineTokens.TIME ? line.seconds(at) : line.number(at) * factor;
            if (over >= 0) {
                value /= line.number(over);
            }
            return plus == null ? value : value + plus.read(line);
        }

        Value named(String other) {
            return new Value(other, at, factor, plus, over, firm);
        }
    }

    boolean hasCounter() {
        return epoch != null || step != null;
    }
}
