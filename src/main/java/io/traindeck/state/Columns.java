package io.traindeck.state;

import java.util.Arrays;

/**
 * The full buckets of a curve, with an array for each of their figures: 44 bytes a bucket, and no object.
 *
 * <p>A curve and the longer curves made from it share one of these: each sees its own first buckets, and the first
 * curve that needs the next place takes it. A second curve that needs another bucket there (the past was opened again)
 * gets a copy of its part. Safe for use by several threads.
 */
final class Columns {
    private static final int FIRST_CAPACITY = 8;

    /** The number of points of each bucket, a power of two. */
    final int width;

    private int taken;
    private long[] first;
    private long[] last;
    private double[] min;
    private double[] max;
    private double[] sum;
    private int[] finite;
    private volatile Range range = Range.OF_NONE;

    /**
     * The lowest and the highest finite value of the first buckets.
     *
     * @param least infinity if there is none
     * @param most minus infinity if there is none
     */
    record Range(int count, double least, double most) {
        static final Range OF_NONE = new Range(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    Columns(int width) {
        this(width, 0);
    }

    private Columns(int width, int capacity) {
        this.width = width;
        first = new long[capacity];
        last = new long[capacity];
        min = new double[capacity];
        max = new double[capacity];
        sum = new double[capacity];
        finite = new int[capacity];
    }

    long first(int bucket) {
        return first[bucket];
    }

    long last(int bucket) {
        return last[bucket];
    }

    double min(int bucket) {
        return min[bucket];
    }

    double max(int bucket) {
        return max[bucket];
    }

    double sum(int bucket) {
        return sum[bucket];
    }

    int finite(int bucket) {
        return finite[bucket];
    }

    /**
     * Returns the range of the first {@code count} buckets. A picture asks for it many times, and the next picture for
     * a few buckets more.
     */
    Range range(int count) {
        Range known = range;
        if (known.count != count) {
            known = known.count < count ? known : Range.OF_NONE;
            double least = known.least;
            double most = known.most;
            for (int bucket = known.count; bucket < count; bucket++) {
                least = Math.min(least, min[bucket]);
                most = Math.max(most, max[bucket]);
            }
            known = new Range(count, least, most);
            range = known;
        }
        return known;
    }

    /**
     * Returns these columns with the last bucket of the curve after its full ones.
     *
     * @param curve the curve of these columns; its last bucket, which is open, is full
     * @param most the number of buckets that there will ever be
     */
    synchronized Columns append(Curve curve, int most) {
        int at = curve.size() - 1;
        if (at == taken) {
            put(at, curve, most);
            return this;
        }
        if (holds(at, curve)) {
            return this; // The same future again: it is shared.
        }
        Columns copy = new Columns(width, 0);
        copy.take(this, at, Math.min(2 * at + 1, most));
        copy.put(at, curve, most);
        return copy;
    }

    private void put(int at, Curve curve, int most) {
        if (at == first.length) {
            take(this, at, Math.max(at + 1, Math.min(most, Math.max(FIRST_CAPACITY, 2 * at))));
        }
        first[at] = curve.first(at);
        last[at] = curve.last(at);
        min[at] = curve.min(at);
        max[at] = curve.max(at);
        sum[at] = curve.sum(at);
        finite[at] = curve.finite(at);
        taken = at + 1;
    }

    /** Copies into new arrays, so that a reader of the columns goes on reading the old ones while they grow. */
    private void take(Columns from, int count, int capacity) {
        first = Arrays.copyOf(Arrays.copyOf(from.first, count), capacity);
        last = Arrays.copyOf(Arrays.copyOf(from.last, count), capacity);
        min = Arrays.copyOf(Arrays.copyOf(from.min, count), capacity);
        max = Arrays.copyOf(Arrays.copyOf(from.max, count), capacity);
        sum = Arrays.copyOf(Arrays.copyOf(from.sum, count), capacity);
        finite = Arrays.copyOf(Arrays.copyOf(from.finite, count), capacity);
        taken = count;
    }

    private boolean holds(int at, Curve curve) {
        return first[at] == curve.first(at)
                && last[at] == curve.last(at)
                && min[at] == curve.min(at)
                && max[at] == curve.max(at)
                && sum[at] == curve.sum(at)
                && finite[at] == curve.finite(at);
    }

    /**
     * Returns columns in which each two neighbours of the first {@code count} buckets are one; an odd last bucket is
     * left out.
     */
    Columns paired(int count) {
        Columns wide = new Columns(2 * width, count / 2);
        for (int i = 0; i < count / 2; i++) {
            wide.first[i] = first[2 * i];
            wide.last[i] = last[2 * i + 1];
            wide.min[i] = Math.min(min[2 * i], min[2 * i + 1]);
            wide.max[i] = Math.max(max[2 * i], max[2 * i + 1]);
            wide.sum[i] = sum[2 * i] + sum[2 * i + 1];
            wide.finite[i] = finite[2 * i] + finite[2 * i + 1];
        }
        wide.taken = count / 2;
        return wide;
    }

    /** Returns how many of the first {@code count} buckets end at {@code step} or before. */
    int endingBy(long step, int count) {
        int at = Arrays.binarySearch(last, 0, count, step);
        return at < 0 ? -at - 1 : at + 1;
    }

    /** Returns how many of the first {@code count} buckets begin at {@code step} or before. */
    int beginningBy(long step, int count) {
        int at = Arrays.binarySearch(first, 0, count, step);
        return at < 0 ? -at - 1 : at + 1;
    }

    /** Returns whether the first {@code count} buckets of both are equal. */
    boolean isSame(Columns other, int count) {
        return this == other
                || width == other.width
                        && Arrays.equals(first, 0, count, other.first, 0, count)
                        && Arrays.equals(last, 0, count, other.last, 0, count)
                        && Arrays.equals(min, 0, count, other.min, 0, count)
                        && Arrays.equals(max, 0, count, other.max, 0, count)
                        && Arrays.equals(sum, 0, count, other.sum, 0, count)
                        && Arrays.equals(finite, 0, count, other.finite, 0, count);
    }
}
