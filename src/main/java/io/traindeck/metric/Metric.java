package io.traindeck.metric;

import io.traindeck.event.Goal.Better;
import io.traindeck.text.Numbers;
import java.util.Set;

/**
 * A metric and what its name says.
 *
 * @param name as the log has it
 * @param part the data that it was measured on
 * @param quantity what was measured, in lower case, without the part and with one spelling for what has several: {@code
 *     eval/Accuracy} and {@code val_acc} are both {@code acc}. Metrics of one quantity belong on one chart
 * @param kind which sort of number it is
 * @param title the quantity as a chart is headed: {@code learning rate}, or what the name itself writes
 */
public record Metric(String name, Part part, String quantity, Kind kind, String title, Set<Trait> traits) {
    /** Below it, three decimals would leave nothing of a loss. */
    private static final double LEAST_PLAIN = 1e-3;

    /** Below these, three decimals would leave few digits. */
    private static final double SMALL = 0.1;

    private static final double VERY_SMALL = 0.01;

    /** A number from this on is rounded to three digits, unless it is a loss. */
    private static final double LARGE = 1e4;

    /** A count from this on is rounded. */
    private static final double LEAST_ROUNDED = 1e6;

    public Metric {
        traits = Set.copyOf(traits);
    }

    /** Two metrics are equal if their names are: all else is read from the name. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Metric metric && name.equals(metric.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** What {@code name} means. Every name means something, the worst of them {@link Kind#OTHER}. */
    public static Metric of(String name) {
        return NameReading.of(name);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether it is so much in each second. */
    public boolean isPerSecond() {
        return quantity.endsWith("per_s");
    }

    /** Which way is better; null if nobody can say. */
    public Better better() {
        return kind.better();
    }

    /** Whether {@code a} is strictly better than {@code b}; false if one is not a number or nobody can say. */
    public boolean isBetter(double a, double b) {
        return better() != null && (better() == Better.HIGHER ? a > b : a < b);
    }

    /** A value as a screen writes it, at most 8 wide without a sign: 82.20%, 1.96e-03, 0.523, 185k. */
    public String text(double value) {
        return text(value, value, value);
    }

    /**
     * A value of a series as a screen writes it, at most 8 wide without a sign. What is a share by nature is written in percent, unless
     * the series shows that its log has done so already.
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

    /** Whether a series of it with these lowest and highest values is written in percent. */
    public boolean isPercent(double least, double most) {
        return kind == Kind.SCORE && is(Trait.SHARE) && least >= 0 && most <= 1;
    }

    private static boolean isPlainCount(double value) {
        return value == Math.rint(value) && Math.abs(value) < LEAST_ROUNDED;
    }

    /**
     * A number with as many digits after the point as its series needs; all small numbers of one series have equally
     * many.
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
