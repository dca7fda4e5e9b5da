package io.traindeck.dashboard.chart;

import io.traindeck.metric.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the axis on the left of a chart: its round numbers stand a whole number of rows apart, so that they are evenly
 * spaced on the screen. Of all axes that hold the values, it takes the one that leaves least of the chart empty.
 */
public final class RowScale {
    /**
     * The dots from the lower end of a row up to a power of ten in it. With them, the numbers 2 and 5 times that power,
     * which do not lie exactly a row apart, stay in their rows.
     */
    private static final int DOTS_BELOW = 1;

    /** The number of rows from which on three numbers are wanted. */
    private static final int ROWS_FOR_THREE = 6;

    /** The number of rows up to which each of them may have a number. */
    private static final int FEW_ROWS = 4;

    /** The factor by which more empty space is still better than numbers that are too few or too close. */
    private static final double UNWANTED = 1.2;

    /** The factor by which more empty space is still better than a single number. */
    private static final double LONELY = 3;

    /** The share of what an axis spans that each row between two numbers costs. */
    private static final double EACH_ROW = 0.04;

    /** The powers of ten from one number to the next that are tried. */
    private static final int[] DECADES = {1, 2, 3, 5, 10, 20, 50, 100};

    /** No axis ends beyond this power of ten, and none has a number beyond {@link #LARGEST_TICK}. */
    private static final double LARGEST_POWER = 300;

    private static final double LARGEST_TICK = 37;

    /**
     * The maximum number of rows of one of the steps from 1 to 2, 5 and 10: with more, it can be seen that the steps
     * differ in size.
     */
    private static final int MOST_ROWS_OF_STEP = 3;

    private static final double DOUBLING = Math.log10(2);

    /**
     * The maximum number of times that a power of ten is doubled, or halved: further numbers have more than two digits.
     */
    private static final int MOST_DOUBLED = 6;

    private static final int MOST_HALVED = 2;

    private static final double ROUNDING = 1e-9;

    /** The maximum number of round numbers that are tried before a search is given up. */
    private static final int MOST_SIZES = 80;

    private final int rows;
    private final int dots;
    private Scale best;
    private double cost = Double.POSITIVE_INFINITY;

    private RowScale(int rows) {
        this.rows = Math.max(1, rows);
        dots = Math.max(1, this.rows * Dots.DOWN - 1);
    }

    /**
     * A linear axis.
     *
     * @param least smallest value shown; not finite where there is no value
     * @param most largest value shown
     * @param rows the rows of the plot
     */
    public static Scale linear(double least, double most, int rows) {
        double[] ends = Scale.ends(least, most);
        RowScale search = new RowScale(rows);
        for (int apart = 1; apart <= Math.max(1, search.rows - 1); apart++) {
            search.tryLinear(ends[0], ends[1], apart);
        }
        // If values are so close together that a few digits do not tell them apart, the axis has what numbers there
        // are.
        return search.best == null ? Scale.linear(least, most, Axes.FEWEST_TICKS) : search.best;
    }

    /** Tries the smallest round numbers, so many rows apart, that hold the values and can be told from each other. */
    private void tryLinear(double low, double high, int apart) {
        int k = Scale.sizeBelow((high - low) / rows);
        for (int tried = 0; tried < MOST_SIZES; tried++, k++) {
            double step = Scale.round(k);
            double row = step / apart;
            double dot = row / Dots.DOWN;
            double first = Math.floor(low / dot + ROUNDING) * dot;
            double last = first + dots * dot;
            if (dots * dot > cost) {
                return;
            } else if (last >= high - dot * ROUNDING) {
                List<Double> ticks = new ArrayList<>();
                for (double i = Math.ceil(first / step - ROUNDING); i * step <= last + dot * ROUNDING; i++) {
                    ticks.add(i * step + 0.0);
                }
                if (offer(new Scale(false, first, last, ticks), dots * dot, apart)) {
                    return;
                }
            }
        }
    }

    /**
     * A logarithmic axis; values that are not above 0 count as the smallest that is shown.
     *
     * @param rows the rows of the plot
     */
    public static Scale logarithmic(double least, double most, int rows) {
        double[] ends = Scale.positiveEnds(least, most);
        double low = Math.log10(ends[0]);
        double high = Math.log10(ends[1]);
        RowScale search = new RowScale(rows);
        for (int apart = 1; apart <= Math.max(1, search.rows - 1); apart++) {
            for (int decades : DECADES) {
                search.tryLogarithmic(low, high, apart, decades, List.of(0.0));
            }
            search.tryDoublings(low, high, apart);
        }
        List<Double> steps = List.of(0.0, DOUBLING, 1 - DOUBLING);
        for (int apart = 1; apart <= MOST_ROWS_OF_STEP; apart++) {
            search.tryLogarithmic(low, high, steps.size() * apart, 1, steps);
        }
        return search.best;
    }

    /**
     * Tries an axis whose numbers are powers of ten, or round numbers between them.
     *
     * @param apart the rows that {@code decades} powers of ten take
     * @param steps the logarithms of the numbers within a power of ten
     */
    private void tryLogarithmic(double low, double high, int apart, int decades, List<Double> steps) {
        double row = (double) decades / apart;
        double first = lowest(low, row, 0);
        double last = first + dots * row / Dots.DOWN;
        if (last < high - ROUNDING || last - first > cost) {
            return;
        }
        List<Double> ticks = new ArrayList<>();
        for (double i = Math.floor(first / decades); i * decades <= last; i++) {
            for (double step : steps) {
                double at = i * decades + step;
                if (at >= first && at <= Math.min(last + ROUNDING, LARGEST_TICK)) {
                    ticks.add(rounded(Math.pow(10, at)));
                }
            }
        }
        offerLogarithmic(first, last, ticks, apart / steps.size());
    }

    /**
     * Tries an axis whose numbers are a power of ten, and that power doubled and halved again and again, so many rows
     * apart.
     */
    private void tryDoublings(double low, double high, int apart) {
        double row = DOUBLING / apart;
        double from = Math.floor((low + high) / 2);
        double first = lowest(low, row, from);
        double last = first + dots * row / Dots.DOWN;
        if (last < high - ROUNDING || last - first > cost) {
            return;
        }
        List<Double> ticks = new ArrayList<>();
        if (from - (MOST_HALVED + 1) * DOUBLING >= first) {
            return;
        }
        for (int i = -MOST_HALVED; from + i * DOUBLING <= last + ROUNDING; i++) {
            if (i > MOST_DOUBLED) {
                return;
            }
            if (from + i * DOUBLING >= first) {
                ticks.add(rounded(Math.pow(10, from) * Math.pow(2, i)));
            }
        }
        offerLogarithmic(first, last, ticks, apart);
    }

    /** Returns where an axis begins so that {@code from} stands a dot above the lower end of a row. */
    private static double lowest(double low, double row, double from) {
        double dot = row / Dots.DOWN;
        return from + Math.floor((low - from + DOTS_BELOW * dot) / row + ROUNDING) * row - DOTS_BELOW * dot;
    }

    private static double rounded(double tick) {
        return Double.parseDouble(String.valueOf((float) tick));
    }

    private void offerLogarithmic(double first, double last, List<Double> ticks, int apart) {
        if (Math.max(-first, last) < LARGEST_POWER) {
            offer(new Scale(true, Math.pow(10, first), Math.pow(10, last), ticks), last - first, apart);
        }
    }

    /**
     * Takes an axis if it is better than those before.
     *
     * @param size what the axis spans; the smaller, the larger are the curves
     * @return whether its numbers can be told from each other, as far as that was looked at
     */
    private boolean offer(Scale scale, double size, int apart) {
        int ticks = scale.ticks().size();
        double itsCost = size * (1 + EACH_ROW * apart);
        itsCost *= apart == 1 && rows > FEW_ROWS ? UNWANTED : 1;
        itsCost *= ticks < Axes.FEWEST_TICKS && rows >= ROWS_FOR_THREE ? UNWANTED : 1;
        itsCost *= ticks < 2 ? LONELY : 1;
        itsCost *= ticks < 1 ? Double.MAX_EXPONENT : 1;
        if (itsCost >= cost) {
            return true;
        } else if (!scale.tellsItsTicks()) {
            return false;
        }
        best = scale;
        cost = itsCost;
        return true;
    }

    /** The axis that such values usually have: that of a rate begins at 0 or below, that of a norm is logarithmic. */
    public static Scale of(Kind kind, double least, double most, int rows) {
        if (kind == Kind.NORM) {
            return logarithmic(least, most, rows);
        }
        return linear(kind == Kind.RATE ? Math.min(0, least) : least, most, rows);
    }
}
