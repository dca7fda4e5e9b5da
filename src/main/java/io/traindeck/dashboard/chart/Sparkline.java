package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;

/** A curve in one row: its lowest value at the bottom, its highest at the top, a gap where there is no number. */
public final class Sparkline {
    /** The signs from low to high. */
    private static final String LEVELS = ".:-=+*#%@";

    private Sparkline() {}

    /** The values at the bottom and at the top; not finite if there is none. */
    public record Range(double low, double high) {
        /** The range from the least to the most of the finite values. */
        public static Range of(double... values) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                low = Double.isFinite(value) ? Math.min(low, value) : low;
                high = Double.isFinite(value) ? Math.max(high, value) : high;
            }
            return new Range(low, high);
        }

        /** Returns whether there is a value at all. */
        public boolean isKnown() {
            return low <= high;
        }

        /** The height of a value, from 0 to 1; NaN if it is not finite. */
        private double share(double value) {
            if (!Double.isFinite(value)) {
                return Double.NaN;
            }
            return high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0.5;
        }
    }

    /**
     * Draws over the whole width of the first row, on a scale of its own.
     *
     * @param values oldest first; as many as there are, they take the whole width
     * @param best index of the value that is shown as the best; -1 for none
     */
    public static void draw(Canvas canvas, double[] values, int best, Role role) {
        draw(canvas, values, null, best, role);
    }

    /** Draws over the whole width of the first row, on a scale that it shares with others. */
    public static void draw(Canvas canvas, double[] values, Range scale, Role role) {
        draw(canvas, values, scale, -1, role);
    }

    /**
     * Draws over the whole width of the first row.
     *
     * @param given the scale that it shares with others; null for one of its own
     * @param best index of the value that is shown as the best; -1 for none
     */
    public static void draw(Canvas canvas, double[] values, Range given, int best, Role role) {
        if (values.length == 0 || canvas.width() < 1) {
            return;
        }
        boolean unicode = canvas.glyphs().isUnicode();
        Dots dots = new Dots(canvas.width(), 1);
        double[] columns = resampled(values, unicode ? dots.width() : canvas.width());
        Range scale = given == null ? Range.of(columns) : given;
        int marked = best < 0 ? -1 : place(best, values.length, columns.length);
        Trace trace = new Trace(dots, role);
        for (int x = 0; x < columns.length; x++) {
            double share = scale.share(columns[x]);
            if (unicode) {
                trace.to(x, share);
            } else if (!Double.isNaN(share)) {
                int level = (int) Math.round(share * (LEVELS.length() - 1));
                canvas.set(x, 0, LEVELS.charAt(level), x == marked ? Role.GOOD : role);
            }
        }
        if (marked >= 0) {
            double share = scale.share(columns[marked]);
            if (!Double.isNaN(share)) {
                dots.set(marked, Trace.row(dots, share), Role.GOOD);
            }
        }
        if (unicode) {
            dots.draw(canvas, 0, 0);
        }
    }

    private static int place(int index, int size, int columns) {
        return size == 1 ? 0 : (int) Math.round((double) index * (columns - 1) / (size - 1));
    }

    /** One value for each column: the mean of those that fall in it, or a straight line between two neighbours. */
    private static double[] resampled(double[] values, int columns) {
        int size = values.length;
        if (size == 1 || size == columns) {
            return values.clone();
        }
        double[] out = new double[columns];
        for (int x = 0; x < columns; x++) {
            if (size > columns) {
                int from = (int) ((long) x * size / columns);
                int to = (int) ((long) (x + 1) * size / columns);
                out[x] = mean(values, from, to);
            } else {
                double at = (double) x * (size - 1) / Math.max(1, columns - 1);
                int left = (int) Math.min(size - 2, Math.floor(at));
                double part = at - left;
                // The value is made from the difference: between equal values there is nothing to be rounded.
                out[x] = part == 0
                        ? values[left]
                        : part == 1 ? values[left + 1] : values[left] + part * (values[left + 1] - values[left]);
            }
        }
        return out;
    }

    /** The mean of the finite values, of equal ones exactly the same; NaN if there is none. */
    private static double mean(double[] values, int from, int to) {
        double first = Double.NaN;
        double sum = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            if (Double.isFinite(values[i])) {
                first = count == 0 ? values[i] : first;
                sum += values[i] - first;
                count++;
            }
        }
        return first + sum / count;
    }
}
