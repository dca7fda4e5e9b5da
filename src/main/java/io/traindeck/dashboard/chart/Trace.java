package io.traindeck.dashboard.chart;

import io.traindeck.dashboard.draw.Role;

/** A pen that draws a curve through points from left to right, and lifts at gaps. */
public final class Trace {
    /** The widths of the plot from its left edge within which the ends of lines lie: what is farther is cut off. */
    private static final double FAR = 4;

    private final Dots dots;
    private final Role role;
    private boolean down;
    private double lastX;
    private double lastShare;

    /** Makes a pen that has not touched the dots yet. */
    public Trace(Dots dots, Role role) {
        this.dots = dots;
        this.role = role;
    }

    /**
     * @param x column of dots; a point may lie outside of the plot, and far away
     * @param share height from 0, the bottom, to 1, the top; NaN lifts the pen
     */
    public void to(double x, double share) {
        if (Double.isNaN(share)) {
            down = false;
            return;
        }
        if (!down) {
            lastX = x;
            lastShare = share;
        }
        double from = near(lastX);
        double to = near(x);
        if (from != to || to == x) {
            double rise = x == lastX ? 0 : (share - lastShare) / (x - lastX);
            double first = lastShare + rise * (from - lastX);
            double last = share - rise * (x - to);
            dots.line(column(from), row(dots, first), column(to), row(dots, last), role);
        }
        down = true;
        lastX = x;
        lastShare = share;
    }

    private double near(double x) {
        double far = FAR * (dots.width() - 1);
        return Math.max(-far, Math.min(far, x));
    }

    private static int column(double x) {
        return (int) Math.round(x);
    }

    /** The row of dots at that height. */
    public static int row(Dots dots, double share) {
        return (int) Math.round((1 - share) * (dots.height() - 1));
    }
}
