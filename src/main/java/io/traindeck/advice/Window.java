package io.traindeck.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The last values of one signal, {@link Thresholds#WINDOW} or fewer at the start; a log need not have one at each step.
 * They stand in a ring of numbers, so that a log of a million steps takes no more memory.
 */
final class Window {
    private final long[] steps = new long[Thresholds.WINDOW];
    private final double[] values = new double[Thresholds.WINDOW];
    /** The place of the oldest value. */
    private int first;

    private int size;

    /**
     * Adds a value. Values of that step and later ones are dropped first: a later session replaces what an earlier one
     * has logged.
     */
    void add(long step, double value) {
        backTo(step - 1);
        if (size == Thresholds.WINDOW) {
            first = place(1);
            size--;
        }
        steps[place(size)] = step;
        values[place(size)] = value;
        size++;
    }

    /** Drops the values of later steps. */
    void backTo(long step) {
        while (size > 0 && lastStep() > step) {
            size--;
        }
    }

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == Thresholds.WINDOW;
    }

    /** The newest value; NaN if there is none. */
    double last() {
        return size == 0 ? Double.NaN : values[place(size - 1)];
    }

    /** The step of the newest value; 0 if there is none. */
    long lastStep() {
        return size == 0 ? 0 : steps[place(size - 1)];
    }

    /** Returns the newest value of a step before {@code step}; null if there is none. */
    Point before(long step) {
        int i = size - 1;
        while (i >= 0 && steps[place(i)] >= step) {
            i--;
        }
        return i < 0 ? null : point(i);
    }

    /** Returns the newest {@code count} values, the newest first; empty if there are fewer. */
    List<Point> newest(int count) {
        List<Point> newest = new ArrayList<>(count);
        for (int i = size - 1; i >= Math.max(0, size - count); i--) {
            newest.add(point(i));
        }
        return newest.size() == count ? newest : List.of();
    }

    /** The values, the oldest first. */
    DoubleStream values() {
        return IntStream.range(0, size).mapToDouble(i -> values[place(i)]);
    }

    /** The mean of all values; NaN if there is none. */
    double mean() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[place(i)];
        }
        return size == 0 ? Double.NaN : sum / size;
    }

    /** Returns how many values are {@code least} or more. */
    int countFrom(double least) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (values[place(i)] >= least) {
                count++;
            }
        }
        return count;
    }

    /** Returns the words for the newest {@code count} values: 50 steps, or 50 logged steps if not each step has one. */
    String words(int count) {
        List<Point> newest = newest(count);
        boolean every = !newest.isEmpty()
                && newest.get(0).step() - newest.get(count - 1).step() == count - 1;
        return count + (every ? " steps" : " logged steps");
    }

    private Point point(int i) {
        return new Point(steps[place(i)], values[place(i)]);
    }

    /** Returns the index of the value that is {@code i} after the oldest. */
    private int place(int i) {
        int place = first + i;
        return place < Thresholds.WINDOW ? place : place - Thresholds.WINDOW;
    }
}
