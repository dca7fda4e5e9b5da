package io.traindeck.state;

import java.util.AbstractList;
import java.util.List;

/**
 * A value per step, over any number of steps in bounded memory: buckets of {@code width} steps, each with minimum,
 * maximum and mean. Where the steps no longer fit into {@link #MOST_BUCKETS}, the width doubles and neighbours become
 * one. So the width follows from the last step alone, and no spike is ever lost, however short.
 *
 * @param closed buckets that are full, or before one that has begun; in rising order, empty ones left out
 * @param open the bucket that the last step is in; null before the first step
 * @param width steps of a bucket, a power of two
 */
public record Curve(AppendList<Bucket> closed, Bucket open, int width) {
    /** More than the dots of a chart that is 200 columns wide, several times over, in about 130 kB. */
    static final int MOST_BUCKETS = 2048;

    static final Curve EMPTY = new Curve(AppendList.empty(), null, 1);

    /**
     * This curve and one step more.
     *
     * @param step at least 1, and later than every step before
     */
    Curve append(int step, double value) {
        int index = (step - 1) / width;
        if (index >= MOST_BUCKETS) {
            return widened().append(step, value);
        }
        if (open == null) {
            return new Curve(closed, Bucket.of(index, value), width);
        }
        if (open.index() == index) {
            return new Curve(closed, open.and(value), width);
        }
        return new Curve(closed.append(open), Bucket.of(index, value), width);
    }

    private Curve widened() {
        AppendList<Bucket> wide = AppendList.empty();
        Bucket last = null;
        for (Bucket bucket : buckets()) {
            int index = bucket.index() / 2;
            if (last != null && last.index() == index) {
                last = last.and(bucket);
            } else {
                if (last != null) {
                    wide = wide.append(last);
                }
                last = bucket.withIndex(index);
            }
        }
        return new Curve(wide, last, 2 * width);
    }

    /**
     * What is left when every step after {@code step} is dropped. A bucket that holds both earlier and later steps
     * cannot be divided: it is dropped whole, so that nothing dropped stays.
     */
    Curve cut(int step) {
        List<Bucket> all = buckets();
        int keep = all.size();
        while (keep > 0 && (all.get(keep - 1).index() + 1L) * width > step) {
            keep--;
        }
        return keep == all.size() ? this : new Curve(closed.first(keep), null, width);
    }

    /** All buckets, in rising order of their index. */
    public List<Bucket> buckets() {
        if (open == null) {
            return closed;
        }
        return new AbstractList<>() {
            @Override
            public Bucket get(int index) {
                return index == closed.size() ? open : closed.get(index);
            }

            @Override
            public int size() {
                return closed.size() + 1;
            }
        };
    }

    /** First step of a bucket of this curve. */
    public int firstStep(Bucket bucket) {
        return bucket.index() * width + 1;
    }
}
