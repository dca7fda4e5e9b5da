package io.traindeck.advice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;

/** The last values of one signal, {@link Thresholds#WINDOW} or fewer at the start; a log need not have one at each step. */
final class Window {
    private final Deque<Point> points = new ArrayDeque<>();

    /** The points of that and later steps are dropped first: a later session replaces what an earlier has logged. */
    void add(Point point) {
        backTo(point.step() - 1);
        points.add(point);
        if (points.size() > Thresholds.WINDOW) {
            points.remove();
        }
    }

    /** Drops what is of later steps. */
    void backTo(long step) {
        while (!points.isEmpty() && points.getLast().step() > step) {
            points.removeLast();
        }
    }

    void clear() {
        points.clear();
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    boolean isFull() {
        return points.size() == Thresholds.WINDOW;
    }

    /** The newest; there must be one. */
    Point last() {
        return points.getLast();
    }

    /** The newest of a step before {@code step}; null if there is none. */
    Point before(long step) {
        Iterator<Point> backwards = points.descendingIterator();
        Point point = null;
        while (backwards.hasNext() && (point == null || point.step() >= step)) {
            point = backwards.next();
        }
        return point == null || point.step() >= step ? null : point;
    }

    /** The step of the newest; 0 if there is none. */
    long lastStep() {
        return points.isEmpty() ? 0 : points.getLast().step();
    }

    /** The newest {@code count}, the newest first; empty if there are fewer. */
    List<Point> newest(int count) {
        List<Point> newest = new ArrayList<>(count);
        Iterator<Point> backwards = points.descendingIterator();
        while (newest.size() < count && backwards.hasNext()) {
            newest.add(backwards.next());
        }
        return newest.size() == count ? newest : List.of();
    }

    DoubleStream values() {
        return points.stream().mapToDouble(Point::value);
    }

    /** What the newest {@code count} are called, of which there are as many: 50 steps, 50 logged steps. */
    String words(int count) {
        List<Point> newest = newest(count);
        boolean every = !newest.isEmpty()
                && newest.get(0).step() - newest.get(count - 1).step() == count - 1;
        return count + (every ? " steps" : " logged steps");
    }
}
