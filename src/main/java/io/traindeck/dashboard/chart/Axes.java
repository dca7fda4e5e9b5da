package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;

/**
 * The parts that charts have in common: a title in the first row, an axis with round numbers on the left, another in
 * the last row.
 */
public final class Axes {
    /** The rows of a chart that are no plot: title and the axis below. */
    public static final int EXTRA_ROWS = 2;

    /** The columns of a chart that are no plot: numbers and axis. */
    public static final int GUTTER = 7;

    static final int FEWEST_TICKS = 3;

    private Axes() {}

    /** The columns of the plot in a chart of that width. */
    public static int columns(int width) {
        return Math.max(0, width - GUTTER);
    }

    /** The rows of the plot in a chart of that height. */
    public static int rows(int height) {
        return Math.max(0, height - EXTRA_ROWS);
    }

    /** Draws both axes, without numbers. */
    public static void frame(Canvas canvas) {
        int bottom = canvas.height() - 1;
        for (int row = 1; row < bottom; row++) {
            canvas.put(GUTTER - 1, row, canvas.glyphs().vertical(), Role.FRAME);
        }
        canvas.put(GUTTER - 1, bottom, canvas.glyphs().corner(), Role.FRAME);
        for (int column = 0; column < columns(canvas.width()); column++) {
            canvas.put(GUTTER + column, bottom, canvas.glyphs().horizontal(), Role.FRAME);
        }
    }

    /** Draws the numbers on the left. */
    public static void numbers(Canvas canvas, Scale scale, Dots dots) {
        for (double tick : scale.ticks()) {
            int row = 1 + Trace.row(dots, scale.at(tick)) / Dots.DOWN;
            canvas.put(GUTTER - 1, row, canvas.glyphs().tick(), Role.FRAME);
            canvas.putRight(GUTTER - 1, row, scale.label(tick), Role.DIM);
        }
    }
}
