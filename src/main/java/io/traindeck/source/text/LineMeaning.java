package io.traindeck.source.text;

import java.util.List;

/**
 * The meaning of all lines of one shape: which of their tokens are counters and which are metrics.
 *
 * @param kind the kind of the line
 * @param prefix the part of the line in front of the message
 * @param lead the index of a number in front that may be a step, or the label of a process; -1 if there is none
 * @param counters the counters of the line
 * @param part the part of the data that all its metrics belong to, such as {@code val}; null if it does not say
 * @param training whether it says that it is about training
 * @param metrics its numbers with names
 */
record LineMeaning(
        Kind kind, LinePrefix prefix, int lead, Counters counters, String part, boolean training, Metrics metrics) {
    /** The kind of a line. */
    enum Kind {
        /** A line of numbers with names, or of counters, or a line with neither. */
        RECORD,
        /** A row of a table of two columns, a name and a number. */
        ROW,
        /** A line of names above columns of numbers. */
        HEADER,
        /** A title: the lines below are about its part. */
        TITLE,
        /** A line of words that announce a part; the lines below are likely to be about it. */
        ANNOUNCEMENT,
        /** A line of COCO's summary, whose name holds numbers. */
        SUMMARY,
        /** A line that announces that the next line repeats an earlier one. */
        QUOTE,
        /** Source code, or a dump of settings. */
        CODE,
        /** A line of a program that copies the output of others. */
        ECHO
    }

    /** The meaning of a line with neither counters nor metrics. */
    static final LineMeaning NOTHING = bare(Kind.RECORD);

    /** Returns the meaning of a line of this kind whose shape tells no more. */
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
     * The counters of a line.
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
     * @param values the numbers in their order
     * @param telling whether some of the names are known to be names of metrics
     * @param dict whether the names are those of a dict, and complete as they are
     */
    record Metrics(List<Value> values, boolean telling, boolean dict) {
        static final Metrics NONE = new Metrics(List.of(), false, false);
    }

    /**
     * A counter.
     *
     * @param at the index of its token
     * @param total the index of the token that says how many there are to be; -1 if there is none
     * @param bar whether it is the counter of a progress bar that does not say what it counts
     */
    record Counter(CounterWord counts, int at, int total, boolean bar) {}

    /**
     * A metric.
     *
     * @param factor the factor by which the number is multiplied
     * @param plus the value to add, for times of several units; null for none
     * @param over the index of the token to divide by; -1 if there is none
     * @param firm whether it looks like a measurement even among lines of unknown meaning
     */
    record Value(String name, int at, double factor, Value plus, int over, boolean firm) {
        /** Returns the number of that token as it is, without a name yet. */
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
