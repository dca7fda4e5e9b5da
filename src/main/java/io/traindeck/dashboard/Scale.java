package io.traindeck.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis with round numbers at both ends, linear or logarithmic.
 *
 * @param ticks round numbers from {@code low} to {@code high}, both among them
 */
record Scale(boolean log, double low, double high, List<Double> ticks) {
    private static final int[] ROUND = {1, 2, 5};

    /** Beyond these, numbers are shown as if they were these. */
    private static final double LARGEST = 1e30;

    private static final double SMALLEST = 1e-30;

    private static final int MOST_DECIMALS = 6;

    /** Values larger than this are written as powers of ten. */
    private static final double PLAIN = 1e5;

    /** Rounding of floating point, relative. */
    private static final double ROUNDING = 1e-9;

    /**
     * @param least smallest value shown; not finite where there is no value
     * @param most largest value shown
     * @param mostTicks at least 3
     */
    static Scale linear(double least, double most, int mostTicks) {
        double low = Double.isFinite(least) ? clamp(least) : 0;
        double high = Double.isFinite(most) ? clamp(most) : 1;
        if (!(high - low > Math.abs(high) * ROUNDING)) {
            double margin = high == 0 ? 1 : Math.abs(high) / 10;
            low -= margin;
            high += margin;
        }
        int k = (int) Math.floor(Math.log10((high - low) / (mostTicks - 1))) * ROUND.length;
        while (intervals(low, high, round(k)) > mostTicks - 1) {
            k++;
        }
        double step = round(k);
        double first = Math.floor(low / step + ROUNDING);
        double last = Math.ceil(high / step - ROUNDING);
        List<Double> ticks = new ArrayList<>();
        for (double i = first; i <= last; i++) {
            ticks.add(i * step);
        }
        return new Scale(false, first * step, last * step, ticks);
    }

    private static double intervals(double low, double high, double step) {
        return Math.ceil(high / step - ROUNDING) - Math.floor(low / step + ROUNDING);
    }

    /** The same on a logarithmic axis; values that are not above 0 count as the smallest that is shown. */
    static Scale logarithmic(double least, double most, int mostTicks) {
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

    /** Where a value is, from 0 at {@link #low} to 1 at {@link #high}; beyond, the nearest end. */
    double at(double value) {
        double share = log ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
        return Math.max(0, Math.min(1, share));
    }

    /** A tick as text, with as many decimals as its neighbours need. */
    String label(double tick) {
        double unit = log ? Math.abs(tick) : high - low;
        if (!log && ticks.size() > 1) {
            unit = ticks.get(1) - ticks.get(0);
        }
        int decimals = unit == 0 ? 0 : (int) Math.max(0, -Math.floor(Math.log10(unit) + ROUNDING));
        if (decimals > MOST_DECIMALS || Math.abs(tick) >= PLAIN || (log && tick < 1e-3)) {
            return tick == 0 ? "0" : String.format(Locale.ROOT, "%.0e", tick);
        }
        return String.format(Locale.ROOT, "%." + decimals + "f", tick);
    }

    private static double clamp(double value) {
        return Math.max(-LARGEST, Math.min(LARGEST, value));
    }
}
