package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.text.Numbers;
import java.util.List;

/**
 * The lower axis of a chart: epochs, steps, or time in a unit that suits it.
 *
 * @param low the value at the left end, in epochs, steps or seconds
 * @param high the value at the right end, above {@code low}
 * @param unit what its numbers count
 * @param size the size of the unit, in epochs, steps or seconds
 */
public record XAxis(double low, double high, String unit, double size) {
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;

    /** The number of units above which a time is counted in the next larger unit. */
    private static final double MOST = 3;

    private static final int COLUMNS_A_TICK = 10;

    /** The columns from one step's number, which may be long, to the next. */
    private static final int BETWEEN = 4;

    /** The columns from one step's number to the next where epochs and checkpoints are marked in between. */
    private static final int COLUMNS_AMONG_MARKS = 16;

    private static final String STEP = "step";

    /** A number on the axis, and the value where it stands. */
    record Tick(double value, String label) {}

    /** From this step on, numbers are rounded, because they would be wider than their place. */
    private static final double LEAST_ROUNDED = 1e6;

    /** @param high the end of the longest curve; 0 if there is none */
    public static XAxis epochs(double low, double high) {
        return new XAxis(low, high > low ? high : low + 1, "epoch", 1);
    }

    public static XAxis steps(long first, long last) {
        return new XAxis(first, Math.max(first + 1, last), STEP, 1);
    }

    /** Makes an axis of time, from 0. */
    public static XAxis time(double seconds) {
        double high = seconds > 0 ? seconds : 1;
        if (high <= MOST * MINUTE) {
            return new XAxis(0, high, "s", 1);
        } else if (high <= MOST * HOUR) {
            return new XAxis(0, high, "min", MINUTE);
        }
        return high <= MOST * DAY ? new XAxis(0, high, "h", HOUR) : new XAxis(0, high, "d", DAY);
    }

    /** The place of a value, from 0 at the left to 1 at the right; for a value beyond the axis, the nearest end. */
    public double at(double value) {
        return Math.max(0, Math.min(1, place(value)));
    }

    /**
     * The place of a value, from 0 at the left to 1 at the right. A value beyond the axis has a place below 0 or above
     * 1, which may be far away.
     */
    double place(double value) {
        return (value - low) / (high - low);
    }

    /** Draws numbers in the last row, as many as fit, and before them the unit that they count. */
    public void draw(Canvas canvas) {
        int row = canvas.height() - 1;
        int columns = Axes.columns(canvas.width());
        canvas.putRight(Axes.GUTTER - 1, row, unit, Role.DIM);
        int free = Axes.GUTTER;
        for (Tick tick : ticks(low, columns, isSteps() ? step(high).length() + BETWEEN : COLUMNS_A_TICK)) {
            String number = tick.label();
            int x = Axes.GUTTER + (int) Math.round(at(tick.value()) * Math.max(0, columns - 1)) - number.length() / 2;
            int at = Math.min(x, canvas.width() - number.length());
            if (at >= free) {
                free = canvas.put(at, row, number, Role.DIM) + 1;
            }
        }
    }

    /** The numbers that there is room for beside the marks of a single run, on a plot of that many columns. */
    List<Tick> ticksAmongMarks(int columns) {
        boolean isFar = low > high - low;
        return isSteps() ? ticks(isFar ? low : 0, columns, COLUMNS_AMONG_MARKS) : ticks(low, columns, COLUMNS_A_TICK);
    }

    private List<Tick> ticks(double from, int columns, int each) {
        int most = Math.max(Axes.FEWEST_TICKS, columns / each + 1);
        List<Double> ticks = Scale.linear(from / size, high / size, most).ticks().stream()
                .filter(tick -> size != 1 || tick == Math.rint(tick)) // No epoch 2.5.
                .toList();
        Scale numbers = new Scale(false, low, high, ticks);
        return ticks.stream()
                .map(tick -> new Tick(tick * size, isSteps() ? step(tick) : numbers.label(tick)))
                .filter(tick -> tick.value() >= low && tick.value() <= high)
                .toList();
    }

    /** Returns whether the axis counts steps, as it does as long as nobody asks for anything else. */
    boolean isSteps() {
        return unit.equals(STEP);
    }

    private static String step(double step) {
        return step < LEAST_ROUNDED ? Numbers.count((long) step) : Numbers.scaled(step);
    }
}
