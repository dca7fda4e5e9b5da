package io.traindeck.state;

/**
 * The values of one metric over the steps, any number of them in bounded memory. Neighbouring points make a bucket that
 * knows its first and last step, minimum, maximum and mean. While there are few points, each has a bucket of its own.
 * If there are more than fit, two neighbours become one, and every bucket from then on takes twice the points. So no
 * spike is ever lost, however short, and it does not matter how far the steps lie apart.
 *
 * <p>A curve never changes. It is made from the one before it, and shares its buckets.
 */
public final class Curve {
    /** The number of buckets: several times the dots of a chart that is 200 columns wide. */
    static final int MOST_BUCKETS = 2048;

    /** A curve without points. */
    public static final Curve EMPTY = new Curve(new Columns(1), 0);

    private static final long NO_STEP = -1;

    // A curve is changed only while it is being made, and no longer once others see it.
    private Columns columns;
    private int closed;

    // These fields are the bucket that is not full yet, without the last point if that is known by itself.
    private int points;
    private int finite;
    private long first;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private long stepBefore = NO_STEP;
    private long lastStep = NO_STEP;
    private double lastPoint = Double.NaN;
    private boolean isLastKnown;

    private Curve(Columns columns, int closed) {
        this.columns = columns;
        this.closed = closed;
    }

    /** Returns this curve with one point more, see {@link #with}. */
    Curve append(long step, double value, int most) {
        Curve next = copy();
        next.add(step, value, most);
        return next;
    }

    /**
     * Returns this curve with more points: from {@code from} to before {@code to} of two arrays.
     *
     * @param steps rising steps, at least 0, all of them later than those of this curve
     * @param most the number of buckets, a power of two
     */
    Curve with(long[] steps, double[] values, int from, int to, int most) {
        if (from == to) {
            return this;
        }
        Curve next = copy();
        for (int i = from; i < to; i++) {
            next.add(steps[i], values[i], most);
        }
        return next;
    }

    private Curve copy() {
        Curve next = new Curve(columns, closed);
        next.open(this);
        next.first = first;
        next.stepBefore = stepBefore;
        next.lastStep = lastStep;
        next.lastPoint = lastPoint;
        next.isLastKnown = isLastKnown;
        return next;
    }

    private void open(Curve like) {
        points = like.points;
        finite = like.finite;
        min = like.min;
        max = like.max;
        sum = like.sum;
    }

    private void add(long step, double value, int most) {
        if (openPoints() == columns.width) {
            close(most);
        }
        if (openPoints() == 0) {
            first = step;
        } else if (isLastKnown) {
            points++;
            if (Double.isFinite(lastPoint)) {
                finite++;
                min = Math.min(min, lastPoint);
                max = Math.max(max, lastPoint);
                sum += lastPoint;
            }
        }
        stepBefore = lastStep;
        lastStep = step;
        lastPoint = value;
        isLastKnown = true;
    }

    private int openPoints() {
        return isLastKnown ? points + 1 : points;
    }

    /** Puts the last bucket among the full ones. */
    private void close(int most) {
        columns = columns.append(this, most);
        closed++;
        open(EMPTY);
        isLastKnown = false;
        if (closed == most) {
            columns = columns.paired(closed);
            closed /= 2;
        }
    }

    /**
     * Returns this curve in fewer than {@code most} full buckets, so that there is room for one more; {@code most} is a
     * power of two.
     */
    Curve within(int most) {
        Curve curve = this;
        while (curve.closed >= most) {
            curve = curve.paired();
        }
        return curve;
    }

    /** Returns the curve with each two neighbours as one. An odd last one begins the bucket that is not full. */
    private Curve paired() {
        Curve next = copy();
        next.columns = columns.paired(closed);
        next.closed = closed / 2;
        if (closed % 2 == 1) {
            int odd = closed - 1;
            next.first = columns.first(odd);
            next.points = columns.width + points;
            next.finite = columns.finite(odd) + finite;
            next.min = Math.min(columns.min(odd), min);
            next.max = Math.max(columns.max(odd), max);
            next.sum = columns.sum(odd) + sum;
        }
        return next;
    }

    /**
     * Returns the curve without the points after {@code step}. A bucket with both earlier and later points cannot be
     * divided: it is dropped as a whole, so that no later point stays; only the last point can be dropped alone.
     */
    Curve cut(long step) {
        if (step >= lastStep) {
            return this;
        }
        if (isLastKnown && step >= stepBefore) {
            Curve next = copy();
            next.lastStep = stepBefore;
            next.lastPoint = Double.NaN;
            next.isLastKnown = false;
            next.first = points == 0 ? 0 : first;
            return next;
        }
        Curve next = new Curve(columns, columns.endingBy(step, closed));
        next.lastStep = next.closed == 0 ? NO_STEP : columns.last(next.closed - 1);
        next.stepBefore = next.lastStep;
        return next;
    }

    /** The number of buckets; they are in rising order of their steps. */
    public int size() {
        return openPoints() == 0 ? closed : closed + 1;
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** The number of points of each bucket except the last, which may have fewer: 1 while no points are joined. */
    public int width() {
        return columns.width;
    }

    /** The step of the last point; -1 if there is none. */
    public long lastStep() {
        return lastStep;
    }

    /** The last value; the mean of the last bucket if points were dropped; NaN if there is no point. */
    public double lastValue() {
        return isLastKnown || isEmpty() ? lastPoint : mean(size() - 1);
    }

    /** Returns the step of the first point of a bucket; buckets are counted from 0. */
    public long first(int bucket) {
        return bucket < closed ? columns.first(bucket) : first;
    }

    /** Returns the step of the last point of a bucket. */
    public long last(int bucket) {
        return bucket < closed ? columns.last(bucket) : lastStep;
    }

    /** Returns the step in the middle of a bucket. */
    public long middle(int bucket) {
        long from = first(bucket);
        return from + (last(bucket) - from) / 2;
    }

    /** Returns the number of finite values in a bucket; its minimum, maximum and mean are taken from these. */
    public int finite(int bucket) {
        return bucket < closed ? columns.finite(bucket) : isLastFinite() ? finite + 1 : finite;
    }

    /** Returns the number of values in a bucket that are NaN or infinite. */
    public int gaps(int bucket) {
        return (bucket < closed ? columns.width : openPoints()) - finite(bucket);
    }

    /** Returns whether a bucket holds no finite value, which makes it a gap. */
    public boolean isGap(int bucket) {
        return finite(bucket) == 0;
    }

    /** Returns the minimum of a bucket; infinity for a gap. */
    public double min(int bucket) {
        return bucket < closed ? columns.min(bucket) : isLastFinite() ? Math.min(min, lastPoint) : min;
    }

    /** Returns the maximum of a bucket; minus infinity for a gap. */
    public double max(int bucket) {
        return bucket < closed ? columns.max(bucket) : isLastFinite() ? Math.max(max, lastPoint) : max;
    }

    /** Returns the sum of the finite values in a bucket. */
    public double sum(int bucket) {
        return bucket < closed ? columns.sum(bucket) : isLastFinite() ? sum + lastPoint : sum;
    }

    /** Returns the mean of a bucket; NaN for a gap. */
    public double mean(int bucket) {
        int count = finite(bucket);
        return count == 0 ? Double.NaN : sum(bucket) / count;
    }

    private boolean isLastFinite() {
        return isLastKnown && Double.isFinite(lastPoint);
    }

    /** Returns the bucket that holds a step, or else the last one before it; -1 if there is none. */
    public int at(long step) {
        return size() > closed && first <= step ? closed : columns.beginningBy(step, closed) - 1;
    }

    /** The smallest finite value; infinity if there is none. */
    public double least() {
        return Math.min(columns.range(closed).least(), min(closed));
    }

    /** The largest finite value; minus infinity if there is none. */
    public double most() {
        return Math.max(columns.range(closed).most(), max(closed));
    }

    /** Returns whether the curve has several points, all with the same value. */
    public boolean isConstant() {
        return (size() > 1 || size() == 1 && finite(0) > 1) && least() == most();
    }

    /** The mean of each bucket, NaN for gaps. */
    public double[] means() {
        double[] means = new double[size()];
        for (int bucket = 0; bucket < means.length; bucket++) {
            means[bucket] = mean(bucket);
        }
        return means;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Curve c
                        && lastStep == c.lastStep
                        && stepBefore == c.stepBefore
                        && Double.compare(lastPoint, c.lastPoint) == 0
                        && isLastKnown == c.isLastKnown
                        && closed == c.closed
                        && points == c.points
                        && finite == c.finite
                        && first == c.first
                        && Double.compare(min, c.min) == 0
                        && Double.compare(max, c.max) == 0
                        && Double.compare(sum, c.sum) == 0
                        && columns.isSame(c.columns, closed);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(lastStep) + Double.hashCode(lastPoint)) + closed;
    }
}
