package io.traindeck.comparison;

import io.traindeck.metric.Part;
import io.traindeck.text.Numbers;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/** A number that says how a run went, and how it is written. {@link Comparison#figures} makes the list of them. */
public final class Figure {
    /** The sort of a figure; those that tell runs apart best come first. */
    public enum Sort {
        /** The best value of the metric by which runs are compared. */
        BEST,
        /**
         * The amount by which the last value of that metric is worse on the validation data than on the training data.
         */
        GAP,
        /** The last value of a metric that is not measured on the training data, or only there. */
        LAST,
        /** The last value of a metric on the training data. */
        LAST_OF_TRAINING,
        /** Seconds of training. */
        TIME
    }

    private static final double POINTS = 100;

    /** The least difference that is written without a power of ten: smaller ones would not be 0.001 any more. */
    private static final double LEAST_PLAIN = 5e-4;

    /** The least value that is written without decimals. */
    private static final double WHOLE = 100;

    /** A difference between two values. */
    private interface Change {
        String text(double from, double to);
    }

    private final Sort sort;

    /** The metric that it is the last value of; null for any other figure. */
    private final SharedMetric lastOf;

    private final String title;
    private final String header;
    private final IntFunction<OptionalDouble> values;
    private final DoubleFunction<String> text;
    private final Change change;

    private Figure(
            Sort sort,
            SharedMetric lastOf,
            String title,
            String header,
            IntFunction<OptionalDouble> values,
            DoubleFunction<String> text,
            Change change) {
        this.sort = sort;
        this.lastOf = lastOf;
        this.title = title;
        this.header = header;
        this.values = values;
        this.text = text;
        this.change = change;
    }

    static Figure best(SharedMetric metric, IntFunction<OptionalDouble> values) {
        String title = "best " + metric.name().orElse(metric.words());
        return new Figure(Sort.BEST, null, title, "best", values, text(metric), change(metric));
    }

    /** The last value of a metric, also of one that is not in {@link Comparison#figures}. */
    public static Figure last(SharedMetric metric) {
        String title = metric.name().orElse(metric.words());
        Sort sort = metric.part() == Part.TRAIN ? Sort.LAST_OF_TRAINING : Sort.LAST;
        IntFunction<OptionalDouble> values = place -> metric.ofRuns().get(place).last();
        return new Figure(sort, metric, title, metric.shortWords(), values, text(metric), change(metric));
    }

    /** @param values the differences; those of shares are shares */
    static Figure gap(SharedMetric metric, IntFunction<OptionalDouble> values) {
        Change change = change(metric);
        return new Figure(Sort.GAP, null, "train/val gap", "gap", values, gap -> change.text(0, gap), change);
    }

    static Figure time(IntFunction<OptionalDouble> values) {
        Change change = (from, to) -> Numbers.signed(to - from, Numbers::span);
        return new Figure(Sort.TIME, null, "time", "time", values, Numbers::span, change);
    }

    private static DoubleFunction<String> text(SharedMetric metric) {
        return metric.share()
                ? Numbers::percent
                : value -> metric.metric().text(value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * Returns how a difference is written: in percentage points if the metric is a share, else with the decimals of the
     * values.
     */
    private static Change change(SharedMetric metric) {
        if (metric.share()) {
            return (from, to) -> Numbers.points(POINTS * (to - from));
        }
        return (from, to) ->
                Numbers.signed(to - from, size -> size(size, Math.max(Math.abs(from), Math.abs(to)) >= WHOLE));
    }

    private static String size(double size, boolean whole) {
        if (whole && size < WHOLE) {
            return Numbers.fixed(size, 0);
        }
        return size > 0 && size < LEAST_PLAIN ? Numbers.power(size, 0) : Numbers.loss(size);
    }

    public Sort sort() {
        return sort;
    }

    /** Returns whether this is the last value of {@code metric}, which is one of the same comparison. */
    public boolean isLastOf(SharedMetric metric) {
        // It is the same object: to compare all points of two metrics would take long.
        return lastOf == metric;
    }

    /** The name of the figure in a table that has room: a metric by its name if all runs call it so; any characters. */
    public String title() {
        return title;
    }

    /** The name of the figure in a narrow column. */
    public String header() {
        return header;
    }

    /** Returns the number of the run at that place; empty if it has none. */
    public OptionalDouble of(int place) {
        return values.apply(place);
    }

    public String text(double number) {
        return text.apply(number);
    }

    /**
     * Returns the difference of the number of the run at that place from the first run's; empty without two finite
     * numbers.
     */
    public String change(int place) {
        double from = of(0).orElse(Double.NaN);
        double to = of(place).orElse(Double.NaN);
        return place == 0 || !Double.isFinite(to - from) ? "" : change.text(from, to);
    }
}
