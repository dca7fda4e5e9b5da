package io.traindeck.metric;

import io.traindeck.event.Goal.Better;
import io.traindeck.text.Numbers;
import java.util.Set;

/**
 * A metric and what its name says.
 *
 * @param name the name as the log has it
 * @param part the part of the data that it was measured on
 * @param quantity the quantity in lower case, without the part, and in one spelling if there are several:
 *     {@code eval/Accuracy} and {@code val_acc} are both {@code acc}. Metrics of one quantity belong on one chart
 * @param kind the kind of number that it is
 * @param title the quantity as a chart is titled: {@code learning rate}, or the words of the name itself
 */
public record Metric(String name, Part part, String quantity, Kind kind, String title, Set<Trait> traits) {
    /** The loss below which three decimals would leave no digits. */
    private static final double LEAST_PLAIN = 1e-3;

    /** The limits below which three decimals would leave few digits. */
    private static final double SMALL = 0.1;

    private static final double VERY_SMALL = 0.01;

    /** The least number that is rounded to three digits, unless it is a loss. */
    private static final double LARGE = 1e4;

    /** The least count that is rounded. */
    private static final double LEAST_ROUNDED = 1e6;

    public Metric {
        traits = Set.copyOf(traits);
    }

    /** Two metrics are equal if their names are: everything else is read from the name. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Metric metric && name.equals(metric.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /**
     * Returns the metric of a name, with everything that the name says. A name that says nothing gives
     * {@link Kind#OTHER}.
     */
    public static Metric of(String name) {
        return NameReading.of(name);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Returns whether the metric is an amount per second. */
    public boolean isPerSecond() {
        return quantity.endsWith("per_s");
    }

    /** Returns whether higher or lower values are better; null if unknown. */
    public Better better() {
        return kind.better();
    }

    /**
     * Returns whether {@code a} is strictly better than {@code b}; false if one is NaN, or if it is not known which is
     * better.
     */
    public boolean isBetter(double a, double b) {
        return better() != null && (better() == Better.HIGHER ? a > b : a < b);
    }

    /**
     * Returns a value as a screen writes it, at most 8 characters wide without a sign: 82.20%, 1.96e-03, 0.523, 185k.
     */
    public String text(double value) {
        return text(value, value, value);
    }

    /**
     * Returns a value of a series as a screen writes it, at most 8 characters wide without a sign. A metric that is a
     * share by nature is written in percent, unless the series shows that its log has percent already.
     *
     * @param least the lowest value of the series
     * @param most the highest value of the series
     */
    public String text(double value, double least, double most) {
        return switch (kind) {
            case RATE -> Numbers.rate(value);
            case NORM -> Numbers.norm(value);
            case SPEED -> Numbers.scaled(value);
            case COUNT -> isPlainCount(value) ? Numbers.count((long) value) : Numbers.scaled(value);
            case SCORE -> isPercent(least, most) ? Numbers.percent(value) : number(value, least, most);
            case LOSS, TIME, OTHER -> number(value, least, most);
        };
    }

    /** Returns whether a series of this metric with these lowest and highest values is written in percent. */
    public boolean isPercent(double least, double most) {
        return kind == Kind.SCORE && is(Trait.SHARE) && least >= 0 && most <= 1;
    }

    private static boolean isPlainCount(double value) {
        return value == Math.rint(value) && Math.abs(value) < LEAST_ROUNDED;
    }

    /**
     * Returns a number with as many digits after the point as its series needs; all small numbers of one series have
     * the same number of digits.
     */
    private String number(double value, double least, double most) {
        double size = Math.abs(value);
        double largest = Math.max(Math.abs(least), Math.abs(most));
        int decimals = largest < LEAST_PLAIN || largest >= SMALL ? 0 : largest < VERY_SMALL ? 5 : 4;
        if (decimals > 0 && (value == 0 || size >= Math.pow(10, -decimals))) {
            return Numbers.fixed(value, decimals);
        } else if (size > 0 && size < LEAST_PLAIN) {
            return Numbers.power(value, 1);
        } else if (size > 0 && size < VERY_SMALL) {
            return Numbers.fixed(value, 4);
        }
        return kind != Kind.LOSS && size >= LARGE ? Numbers.scaled(value) : Numbers.loss(value);
    }
}
