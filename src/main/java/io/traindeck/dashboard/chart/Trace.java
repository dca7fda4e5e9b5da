package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Role;

/** A pen that draws a curve through points from left to right, and lifts at gaps. */
public final class Trace {
    private final Dots dots;
    private final Role role;
    private boolean down;
    private int lastX;
    private int lastY;

    /** Makes a pen that has not touched the dots yet. */
    public Trace(Dots dots, Role role) {
        this.dots = dots;
        this.role = role;
    }

    /**
     * @param x column of dots
     * @param share height from 0, the bottom, to 1, the top; NaN lifts the pen
     */
    public void to(int x, double share) {
        if (Double.isNaN(share)) {
            down = false;
            return;
        }
        int y = row(dots, share);
        if (down) {
            dots.line(lastX, lastY, x, y, role);
        } else {
            dots.set(x, y, role);
        }
        down = true;
        lastX = x;
        lastY = y;
    }

    /** The row of dots at that height. */
    public static int row(Dots dots, double share) {
        return (int) Math.round((1 - share) * (dots.height() - 1));
    }
}
