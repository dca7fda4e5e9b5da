package io.traindeck.cli.log;

/** The figures that the points of one metric add up to. */
final class MetricFigures {
    private final String name;
    private long points;
    private double first;
    private double last;
    private long lastStep;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long notFinite;

    MetricFigures(String name) {
        this.name = name;
    }

    void add(long step, double value) {
        if (points++ == 0) {
            first = value;
        }
        last = value;
        lastStep = step;
        if (Double.isFinite(value)) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        } else {
            notFinite++;
        }
    }

    String name() {
        return name;
    }

    /** Returns how many points there are, those that are not finite included. */
    long points() {
        return points;
    }

    /** The value of the first point in the log; may be NaN or infinite. */
    double first() {
        return first;
    }

    /** The value of the last point in the log; may be NaN or infinite. */
    double last() {
        return last;
    }

    /** The step of the last point. */
    long lastStep() {
        return lastStep;
    }

    /** The least finite value; infinite if there is none. */
    double min() {
        return min;
    }

    /** The largest finite value; infinite if there is none. */
    double max() {
        return max;
    }

    /** Returns how many points are NaN or infinite. */
    long notFinite() {
        return notFinite;
    }
}
