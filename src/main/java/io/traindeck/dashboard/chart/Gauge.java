package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Role;

/** Draws bars that show a share of a length, in halves of a cell. */
public final class Gauge {
    private static final int HALVES = 2;

    private Gauge() {}

    /**
     * Draws a bar between its ends, over the whole width of the first row.
     *
     * @param share from 0 to 1
     */
    public static void draw(Canvas canvas, double share, Role role) {
        Glyphs glyphs = canvas.glyphs();
        int cells = canvas.width() - 2;
        canvas.put(0, 0, glyphs.barLeft(), Role.FRAME);
        canvas.put(canvas.width() - 1, 0, glyphs.barRight(), Role.FRAME);
        long filled = Math.round(Math.max(0, Math.min(1, share)) * cells * HALVES);
        for (int i = 0; i < cells; i++) {
            int halves = (int) Math.max(0, Math.min(HALVES, filled - (long) i * HALVES));
            canvas.put(1 + i, 0, glyphs.bar(halves), halves == 0 ? Role.FRAME : role);
        }
    }

    /** Marks a place on a bar that was drawn before. */
    public static void limit(Canvas canvas, double share, Role role) {
        canvas.put(
                1 + (int) Math.round(share * (canvas.width() - 3)),
                0,
                canvas.glyphs().limit(),
                role);
    }
}
