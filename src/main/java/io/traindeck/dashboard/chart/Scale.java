package io.traindeck.dashboard.chart;

import io.traindeck.metric.Kind;
import io.traindeck.text.Numbers;
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

    /** A linear axis ends at such a part of the distance of its ticks, so that its ends stand still for a while. */
    private static final int EDGES = 4;

    /** Beyond these, numbers are shown as if they were these. */
    private static final double LARGEST = 1e30;

    private static final double SMALLEST = 1e-30;

    private static final int MOST_DECIMALS = 4;

    /** Values larger than this are written as powers of ten. */
    private static final double PLAIN = 1e5;

    /** Rounding of floating point, relative. */
    private static final double ROUNDING = 1e-9;

    /**
     * @param least smallest value shown; not finite where there is no value
     * @param most largest value shown
     * @param mostTicks about that many; at least 3
     */
    public static Scale linear(double least, double most, int mostTicks) {
        double low = Double.isFinite(least) ? clamp(least) : 0;
        double high = Double.isFinite(most) ? clamp(most) : 1;
        if (!(high - low > Math.abs(high) * ROUNDING)) {
            double margin = high == 0 ? 1 : Math.abs(high) / 10;
            low -= margin;
            high += margin;
        }
        int k = (int) Math.floor(Math.log10((high - low) / mostTicks)) * ROUND.length;
        while (Math.floor(high / round(k)) - Math.ceil(low / round(k)) >= mostTicks) {
            k++;
        }
        int told = k;
        while (areLabelsAlike(round(told), Math.max(Math.abs(low), Math.abs(high)))) {
            told++;
        }
        double step = round(told);
        double edge = told == k ? step / EDGES : step; // Else the values may lie between two ticks.
        double first = Math.floor(low / edge + ROUNDING) * edge;
        double last = Math.ceil(high / edge - ROUNDING) * edge;
        List<Double> ticks = new ArrayList<>();
        for (double i = Math.ceil(first / step - ROUNDING); i * step <= last + step * ROUNDING; i++) {
            ticks.add(i * step);
        }
        return new Scale(false, first, last, ticks);
    }

    /** Whether numbers so close to each other are written the same where they are as large as {@code largest}. */
    private static boolean areLabelsAlike(double step, double largest) {
        double ofFirstDigit = Math.pow(10, Math.floor(Math.log10(largest)));
        return decimals(step) > MOST_DECIMALS && ofFirstDigit > step * (1 + ROUNDING);
    }

    private static int decimals(double unit) {
        return (int) Math.max(0, -Math.floor(Math.log10(unit) + ROUNDING));
    }

    /** The same on a logarithmic axis; values that are not above 0 count as the smallest that is shown. */
    public static Scale logarithmic(double least, double most, int mostTicks) {
        double high = most > 0 && Double.isFinite(most) ? Math.max(SMALLEST, clamp(most)) : 1;
        double low = least > 0 && least <= high ? Math.max(SMALLEST, least) : high / 10;
        int first = (int) Math.floor(Math.log10(low)) * ROUND.length;
        while (round(first + 1) <= low * (1 + ROUNDING)) {
            first++;
        }
        int last = first + 1;
        while (round(last) < high * (1 - ROUNDING)) {
            last++;
        }
        int every = 1;
        if (last - first >= mostTicks) {
            int decades = Math.floorDiv(last - 1, ROUND.length) + 1 - Math.floorDiv(first, ROUND.length);
            every = (decades + mostTicks - 2) / (mostTicks - 1) * ROUND.length;
            first = Math.floorDiv(first, ROUND.length) * ROUND.length;
            last = first + (decades * ROUND.length + every - 1) / every * every;
        }
        List<Double> ticks = new ArrayList<>();
        for (int k = first; k <= last; k += every) {
            ticks.add(round(k));
        }
        return new Scale(true, round(first), round(last), ticks);
    }

    /** The round numbers in their order: 1, 2, 5, 10, 20 … for 0, 1, 2, 3, 4 …, and 0.5, 0.2 … for -1, -2 … */
    private static double round(int k) {
        int power = Math.floorDiv(k, ROUND.length);
        int factor = ROUND[Math.floorMod(k, ROUND.length)];
        return power < 0 ? factor / Math.pow(10, -power) : factor * Math.pow(10, power);
    }

    /** The same for a loss. */
    public static Scale ofLoss(double least, double most, int mostTicks) {
        return of(Kind.LOSS, least, most, mostTicks);
    }

    /** The axis that suits such values: a rate begins at 0, and what wants a logarithmic axis has one. */
    public static Scale of(Kind kind, double least, double most, int mostTicks) {
        if (kind.isLogarithmic(least, most)) {
            return logarithmic(least, most, mostTicks);
        }
        return linear(kind == Kind.RATE ? 0 : least, most, mostTicks);
    }

    /** Where a value is, from 0 at {@link #low} to 1 at {@link #high}; beyond, the nearest end. */
    public double at(double value) {
        double share = log ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
        return Math.max(0, Math.min(1, share));
    }

    /** A tick as text, with as many decimals as its neighbours need. */
    String label(double tick) {
        if (tick == 0) {
            return "0";
        }
        double unit = log || ticks.size() < 2 ? Math.abs(tick) : ticks.get(1) - ticks.get(0);
        int decimals = decimals(unit);
        if (decimals > MOST_DECIMALS || Math.abs(tick) >= PLAIN) {
            return Numbers.power(tick, 0);
        }
        return Numbers.fixed(tick, decimals);
    }

    private static double clamp(double value) {
        return Math.max(-LARGEST, Math.min(LARGEST, value));
    }
}
