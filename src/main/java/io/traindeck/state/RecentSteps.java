package io.traindeck.state;

import io.traindeck.event.Values;
import java.util.Arrays;

/**
 * The last steps of a log, every single one with its numbers: an unmodifiable list that makes a longer list from itself
 * in constant time. As with an {@link AppendList}, a list and those made from it share their arrays, and the first that
 * appends takes the next place. Safe for use by several threads.
 */
final class RecentSteps {
    private static final int FIRST_CAPACITY = 8;

    static final RecentSteps NONE = new RecentSteps(new Lines(FIRST_CAPACITY, FIRST_CAPACITY), 0, 0);

    /** The arrays that several lists share. */
    private static final class Lines {
        private final long[] steps;
        /** The places of a line's numbers in the index. */
        private final int[][] places;
        /** The end of the numbers of each line. */
        private final int[] ends;

        private double[] numbers;
        private int taken;

        Lines(int capacity, int numbers) {
            steps = new long[capacity];
            places = new int[capacity][];
            ends = new int[capacity];
            this.numbers = new double[numbers];
        }

        int start(int line) {
            return line == 0 ? 0 : ends[line - 1];
        }

        /** Takes the place at {@code at}; returns false if another line has it. */
        synchronized boolean put(int at, long step, int[] linePlaces, Values values) {
            if (at < taken) {
                return holds(at, step, linePlaces, values); // The same future again: it is shared.
            }
            if (at == steps.length) {
                return false;
            }
            int start = start(at);
            if (start + values.size() > numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * (start + values.size()));
            }
            steps[at] = step;
            places[at] = linePlaces;
            ends[at] = start + values.size();
            for (int i = 0; i < values.size(); i++) {
                numbers[start + i] = values.at(i);
            }
            taken = at + 1;
            return true;
        }

        private boolean holds(int at, long step, int[] linePlaces, Values values) {
            boolean isSame = steps[at] == step && Arrays.equals(places[at], linePlaces);
            for (int i = 0; isSame && i < values.size(); i++) {
                isSame = Double.compare(numbers[start(at) + i], values.at(i)) == 0;
            }
            return isSame;
        }

        synchronized Lines copy(int from, int size, int capacity) {
            int start = start(from);
            int count = start(from + size) - start;
            Lines copy = new Lines(capacity, Math.max(FIRST_CAPACITY, 2 * count));
            System.arraycopy(steps, from, copy.steps, 0, size);
            System.arraycopy(places, from, copy.places, 0, size);
            System.arraycopy(numbers, start, copy.numbers, 0, count);
            for (int i = 0; i < size; i++) {
                copy.ends[i] = ends[from + i] - start;
            }
            copy.taken = size;
            return copy;
        }
    }

    private final Lines lines;
    private final int from;
    private final int size;

    private RecentSteps(Lines lines, int from, int size) {
        this.lines = lines;
        this.from = from;
        this.size = size;
    }

    /**
     * Returns this list with one line more.
     *
     * @param places the places of the line's numbers in the index, -1 for those that are left out; not to be changed
     */
    RecentSteps append(long step, int[] places, Values values) {
        if (lines.put(from + size, step, places, values)) {
            return new RecentSteps(lines, from, size + 1);
        }
        Lines copy = lines.copy(from, size, Math.max(FIRST_CAPACITY, 2 * size));
        copy.put(size, step, places, values);
        return new RecentSteps(copy, 0, size + 1);
    }

    /** Returns the last {@code count} lines, or all of them if there are fewer. */
    RecentSteps last(int count) {
        return count >= size ? this : new RecentSteps(lines, from + size - count, count);
    }

    int size() {
        return size;
    }

    long step(int line) {
        return lines.steps[from + line];
    }

    int[] places(int line) {
        return lines.places[from + line];
    }

    /** Returns a number of a line, by its index in {@link #places}. */
    double number(int line, int index) {
        return lines.numbers[lines.start(from + line) + index];
    }

    /** Returns whether all lines have numbers in the same places, and rising steps. */
    boolean isUniform() {
        long[] steps = lines.steps;
        int[][] places = lines.places;
        for (int i = from + 1; i < from + size; i++) {
            if (steps[i] <= steps[i - 1] || places[i] != places[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the steps from a line on rise, and all of them are later than {@code before}. */
    boolean risesFrom(int line, long before) {
        long last = before;
        for (int i = line; i < size; i++) {
            if (step(i) <= last) {
                return false;
            }
            last = step(i);
        }
        return true;
    }

    /** Returns how many lines have {@code step} or an earlier one; for rising steps only. */
    int until(long step) {
        int count = size;
        while (count > 0 && step(count - 1) > step) {
            count--;
        }
        return count;
    }

    /** Returns the steps of the first {@code count} lines. */
    long[] steps(int count) {
        return Arrays.copyOfRange(lines.steps, from, from + count);
    }

    /**
     * Returns the numbers of the first {@code count} lines at one place; only for lines that all have the same shape.
     */
    double[] column(int index, int count) {
        double[] column = new double[count];
        double[] numbers = lines.numbers;
        int width = lines.places[from].length;
        int at = lines.start(from) + index;
        for (int i = 0; i < count; i++) {
            column[i] = numbers[at];
            at += width;
        }
        return column;
    }

    /** Returns the last step of a line with numbers in the same places; -1 if there is none. */
    long lastStepOf(int[] places) {
        for (int i = size - 1; i >= 0; i--) {
            if (places(i) == places || Arrays.equals(places(i), places)) {
                return step(i);
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof RecentSteps r) || size != r.size) {
            return false;
        }
        int start = lines.start(from);
        int end = lines.start(from + size);
        int otherStart = r.lines.start(r.from);
        return Arrays.equals(lines.steps, from, from + size, r.lines.steps, r.from, r.from + size)
                && Arrays.deepEquals(
                        Arrays.copyOfRange(lines.places, from, from + size),
                        Arrays.copyOfRange(r.lines.places, r.from, r.from + size))
                && Arrays.equals(lines.numbers, start, end, r.lines.numbers, otherStart, otherStart + end - start);
    }

    @Override
    public int hashCode() {
        return size == 0 ? 0 : Long.hashCode(step(size - 1));
    }

    @Override
    public String toString() {
        return size + " steps" + (size == 0 ? "" : " from " + step(0) + " to " + step(size - 1));
    }
}
