package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;

/** What charts have in common: a title in the first row, an axis with round numbers on the left, another in the last row. */
public final class Axes {
    /** Rows that are no plot: title and the axis below. */
    public static final int EXTRA_ROWS = 2;

    /** Columns that are no plot: numbers and axis. */
    public static final int GUTTER = 7;

    static final int FEWEST_TICKS = 3;

    private Axes() {}

    /** Columns of the plot of a chart that wide. */
    public static int columns(int width) {
        return Math.max(0, width - GUTTER);
    }

    /** Rows of the plot of a chart that high. */
    public static int rows(int height) {
        return Math.max(0, height - EXTRA_ROWS);
    }

    /** Both axes, without numbers. */
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

    /** The numbers on the left. */
    public static void numbers(Canvas canvas, Scale scale, Dots dots) {
        for (double tick : scale.ticks()) {
            int row = 1 + Trace.row(dots, scale.at(tick)) / Dots.DOWN;
            canvas.put(GUTTER - 1, row, canvas.glyphs().tick(), Role.FRAME);
            canvas.putRight(GUTTER - 1, row, scale.label(tick), Role.DIM);
        }
    }
}
