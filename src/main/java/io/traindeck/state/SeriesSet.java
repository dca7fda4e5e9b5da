package io.traindeck.state;

import io.traindeck.event.Values;
import java.util.Arrays;

/** The curves of several metrics up to one moment, by their places in a {@link MetricIndex}. It never changes. */
final class SeriesSet {
    static final SeriesSet EMPTY = new SeriesSet(new Curve[0], Curve.MOST_BUCKETS);

    private final Curve[] curves;
    private final int bucketsEach;

    /** @param curves the curves, which are not to be changed from then on */
    SeriesSet(Curve[] curves, int bucketsEach) {
        this.curves = curves;
        this.bucketsEach = bucketsEach;
    }

    /**
     * Returns these curves with the numbers of one line. A series whose steps do not rise with it was begun anew there:
     * what it had of that step and later ones is dropped.
     *
     * @param index an index that knows the line
     */
    SeriesSet append(MetricIndex index, MetricIndex.Shape shape, long step, Values values) {
        int most = index.bucketsEach();
        Curve[] next = extended(index.size(), most);
        int[] places = shape.places();
        for (int i = 0; i < places.length; i++) {
            int place = places[i];
            if (place >= 0) {
                next[place] = next[place].cut(step - 1).append(step, values.at(i), most);
            }
        }
        return new SeriesSet(next, most);
    }

    /** Returns a copy of the curves, as many as there are places, each within {@code most} buckets. */
    Curve[] extended(int size, int most) {
        if (size == curves.length && most == bucketsEach) {
            return curves.clone();
        }
        Curve[] next = Arrays.copyOf(curves, size);
        for (int i = 0; i < size; i++) {
            next[i] = i < curves.length ? curves[i].within(most) : Curve.EMPTY;
        }
        return next;
    }

    /** Returns the curves without the points of later steps. */
    SeriesSet cut(long step) {
        Curve[] next = new Curve[curves.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = curves[i].cut(step);
        }
        return new SeriesSet(next, bucketsEach);
    }

    /** Returns the curve at that place; it is empty if the metric was not known at this moment. */
    Curve curve(int place) {
        return place >= 0 && place < curves.length ? curves[place] : Curve.EMPTY;
    }

    /** The number of curves. */
    int size() {
        return curves.length;
    }

    /** The latest step of any curve; -1 if there is none. */
    long lastStep() {
        long last = Curve.EMPTY.lastStep();
        for (Curve curve : curves) {
            last = Math.max(last, curve.lastStep());
        }
        return last;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof SeriesSet s && Arrays.equals(curves, s.curves);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(curves);
    }

    @Override
    public String toString() {
        return Arrays.toString(curves);
    }
}
