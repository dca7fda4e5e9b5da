package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.text.Numbers;
import java.util.List;

/**
 * The lower axis of a chart: steps, epochs, or time in a unit that suits it.
 *
 * @param low the value at the left end, in steps, epochs or seconds
 * @param high the value at the right end, above {@code low}
 * @param unit what its numbers count; empty for steps
 * @param size of the unit, in steps, epochs or seconds
 */
public record XAxis(double low, double high, String unit, double size) {
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;

    /** Of a unit: what is longer is counted in the next. */
    private static final double MOST = 3;

    private static final int COLUMNS_A_TICK = 10;

    /** Steps have long numbers. */
    private static final int COLUMNS_A_STEP = 16;

    /** A number on the axis, and where. */
    record Tick(double value, String label) {}

    public static XAxis steps(long first, long last) {
        return new XAxis(first, Math.max(first + 1, last), "", 1);
    }

    /** @param high the end of the longest curve; 0 where there is none */
    public static XAxis epochs(double low, double high) {
        return new XAxis(low, high > low ? high : low + 1, "epoch", 1);
    }

    /** From 0. */
    public static XAxis time(double seconds) {
        double high = seconds > 0 ? seconds : 1;
        if (high <= MOST * MINUTE) {
            return new XAxis(0, high, "s", 1);
        } else if (high <= MOST * HOUR) {
            return new XAxis(0, high, "min", MINUTE);
        }
        return high <= MOST * DAY ? new XAxis(0, high, "h", HOUR) : new XAxis(0, high, "d", DAY);
    }

    /** Where a value is, from 0 at the left to 1 at the right. */
    public double at(double value) {
        return Math.max(0, Math.min(1, (value - low) / (high - low)));
    }

    /** The round numbers that a plot of that many columns has room for. */
    List<Tick> ticks(int columns) {
        if (unit.isEmpty()) {
            return Scale.linear(0, high, most(columns, COLUMNS_A_STEP)).ticks().stream()
                    .filter(tick -> tick >= 1 && tick <= high)
                    .map(tick -> new Tick(tick, Numbers.count(tick.longValue())))
                    .toList();
        }
        List<Double> ticks = Scale.linear(low / size, high / size, most(columns, COLUMNS_A_TICK)).ticks().stream()
                .filter(tick -> size != 1 || tick == Math.rint(tick)) // No epoch 2.5.
                .toList();
        Scale numbers = new Scale(false, low, high, ticks);
        return ticks.stream()
                .map(tick -> new Tick(tick * size, numbers.label(tick)))
                .filter(tick -> tick.value() >= low && tick.value() <= high)
                .toList();
    }

    private static int most(int columns, int columnsATick) {
        return Math.max(Axes.FEWEST_TICKS, columns / columnsATick + 1);
    }

    /** Numbers in the last row, as many as fit, and before them what they count. */
    public void draw(Canvas canvas) {
        int row = canvas.height() - 1;
        int columns = Axes.columns(canvas.width());
        drawUnit(canvas);
        for (Tick tick : ticks(columns)) {
            String number = tick.label();
            int x = Axes.GUTTER + (int) Math.round(at(tick.value()) * Math.max(0, columns - 1)) - number.length() / 2;
            int room = canvas.width() - number.length();
            if (x >= Axes.GUTTER && room > Axes.GUTTER) {
                canvas.put(Math.min(x, room), row, number, Role.DIM);
            }
        }
    }

    /** What the numbers count, before them. */
    void drawUnit(Canvas canvas) {
        canvas.putRight(Axes.GUTTER - 1, canvas.height() - 1, unit, Role.DIM);
    }
}
