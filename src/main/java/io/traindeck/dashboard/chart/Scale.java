package io.traindeck.dashboard.chart;

import io.traindeck.text.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis with round numbers on it, linear or logarithmic.
 *
 * @param low the value at the lower end
 * @param high the value at the upper end
 * @param ticks round numbers from {@code low} to {@code high}
 */
public record Scale(boolean log, double low, double high, List<Double> ticks) {
    private static final int[] ROUND = {1, 2, 5};

    /**
     * The parts into which the distance of two ticks is divided. A linear axis ends at such a part, so that its ends
     * stand still for a while.
     */
    private static final int EDGES = 4;

    /** Numbers beyond this are shown as if they were this, and numbers below {@link #SMALLEST} as 0. */
    private static final double LARGEST = 1e30;

    private static final double SMALLEST = 1e-30;

    private static final int MOST_DECIMALS = 4;

    /** Values larger than this are written as powers of ten. */
    private static final double PLAIN = 1e5;

    /** The number from which on no letter stands for a power of ten. */
    private static final double LARGEST_SCALED = 1e15;

    /** The digits of {@link Numbers#scaled}. */
    private static final int SCALED_DIGITS = 3;

    /**
     * The maximum number of steps through the round numbers in search of a distance at which ticks can be told from
     * each other.
     */
    private static final int MOST_COARSER = 60;

    /** The relative rounding of floating point that is tolerated. */
    private static final double ROUNDING = 1e-9;

    /**
     * @param least smallest value shown; not finite where there is no value
     * @param most largest value shown
     * @param mostTicks about how many ticks there may be; at least 3
     */
    public static Scale linear(double least, double most, int mostTicks) {
        double[] ends = ends(least, most);
        double low = ends[0];
        double high = ends[1];
        int k = sizeBelow((high - low) / mostTicks);
        while (Math.floor(high / round(k)) - Math.ceil(low / round(k)) >= mostTicks) {
            k++;
        }
        Scale scale = linear(low, high, k, EDGES);
        for (int told = k + 1; !scale.tellsItsTicks() && told < k + MOST_COARSER; told++) {
            // The axis ends at its ticks, or else the values may lie between two ticks.
            scale = linear(low, high, told, 1);
        }
        return scale;
    }

    /**
     * The ends of an axis that holds these values, in whichever order; the ends are some way apart. A value that is not
     * finite does not count.
     */
    static double[] ends(double least, double most) {
        boolean isNone = !Double.isFinite(least) && !Double.isFinite(most);
        double one = isNone ? 0 : clamp(Double.isFinite(least) ? least : most);
        double other = isNone ? 1 : Double.isFinite(most) ? clamp(most) : one;
        double low = Math.min(one, other);
        double high = Math.max(one, other);
        if (low == 0 && high == 0) {
            high = 1; // What is 0 throughout is hardly ever below.
        } else if (!(high - low > Math.abs(high) * ROUNDING)) {
            double margin = Math.abs(high) / 10;
            low -= margin;
            high += margin;
        }
        return new double[] {low, high};
    }

    /** The ends of a logarithmic axis; values that are not above 0 count as the smallest that is shown. */
    static double[] positiveEnds(double least, double most) {
        double high = most > 0 && Double.isFinite(most) ? Math.max(SMALLEST, clamp(most)) : 1;
        double low = least > 0 && least <= high ? Math.max(SMALLEST, least) : high / 10;
        return new double[] {low, high};
    }

    /**
     * A place in the order of the round numbers; the number there is not larger than {@code size}, which is above 0.
     */
    static int sizeBelow(double size) {
        return (int) Math.floor(Math.log10(size)) * ROUND.length;
    }

    /** @param edges the parts of the distance of two ticks, at one of which the axis ends */
    private static Scale linear(double low, double high, int k, int edges) {
        double step = round(k);
        double edge = step / edges;
        double first = Math.floor(low / edge + ROUNDING) * edge;
        double last = Math.ceil(high / edge - ROUNDING) * edge;
        List<Double> ticks = new ArrayList<>();
        for (double i = Math.ceil(first / step - ROUNDING); i * step <= last + step * ROUNDING; i++) {
            ticks.add(i * step);
        }
        return new Scale(false, first, last, ticks);
    }

    /** Returns whether each tick is written as the number that it is, so that two ticks look different, too. */
    boolean tellsItsTicks() {
        for (double tick : ticks) {
            Form form = form(tick);
            // A plain number is written with all of its digits.
            if (form != Form.PLAIN && !hasDigits(tick, form == Form.POWER ? 1 : SCALED_DIGITS)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the tick has no more than so many digits, but for the rounding of floating point. */
    private static boolean hasDigits(double tick, int digits) {
        double rounded = new BigDecimal(tick).round(new MathContext(digits)).doubleValue();
        return Math.abs(rounded - tick) <= Math.abs(tick) * ROUNDING;
    }

    private static int decimals(double unit) {
        return (int) Math.max(0, -Math.floor(Math.log10(unit) + ROUNDING));
    }

    /** The round numbers in their order: 1, 2, 5, 10, 20 … for 0, 1, 2, 3, 4 …, and 0.5, 0.2 … for -1, -2 … */
    static double round(int k) {
        int power = Math.floorDiv(k, ROUND.length);
        int factor = ROUND[Math.floorMod(k, ROUND.length)];
        return power < 0 ? factor / Math.pow(10, -power) : factor * Math.pow(10, power);
    }

    /** The place of a value, from 0 at {@link #low} to 1 at {@link #high}; for a value beyond, the nearest end. */
    public double at(double value) {
        double share = log ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
        return Math.max(0, Math.min(1, share));
    }

    /** The ways to write a number. */
    private enum Form {
        PLAIN,
        SCALED,
        POWER
    }

    /** A tick as text, with as many decimals as its neighbours need. */
    String label(double tick) {
        return switch (form(tick)) {
            case PLAIN -> plain(tick);
            case SCALED -> Numbers.scaled(tick);
            case POWER -> Numbers.power(tick, 0);
        };
    }

    private String plain(double tick) {
        return tick == 0 ? "0" : log ? Numbers.shortest(tick) : Numbers.fixed(tick, decimals(unit(tick)));
    }

    private double unit(double tick) {
        return log || ticks.size() < 2 ? Math.abs(tick) : ticks.get(1) - ticks.get(0);
    }

    private Form form(double tick) {
        if (tick == 0
                || decimals(unit(tick)) <= MOST_DECIMALS
                        && Math.abs(tick) < PLAIN
                        && plain(tick).length() < Axes.GUTTER) {
            return Form.PLAIN;
        }
        // Large numbers on a linear axis may differ in more than their first digits.
        boolean isScaled = !log && Math.abs(tick) >= PLAIN && Math.abs(tick) < LARGEST_SCALED;
        return isScaled ? Form.SCALED : Form.POWER;
    }

    private static double clamp(double value) {
        return Math.abs(value) < SMALLEST ? 0 : Math.max(-LARGEST, Math.min(LARGEST, value));
    }
}
