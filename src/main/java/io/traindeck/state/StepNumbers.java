package io.traindeck.state;

import java.util.Arrays;

/**
 * The steps of a log's lines, in their order. Most lines are evenly spaced, so a stretch of them is held as its first
 * step and the distance of its steps: then a log of a million lines takes no more room than one of ten.
 */
final class StepNumbers {
    private static final int FIRST_CAPACITY = 16;

    private int stretches;
    private int[] from = new int[FIRST_CAPACITY];
    private long[] first = new long[FIRST_CAPACITY];
    private long[] apart = new long[FIRST_CAPACITY];
    private int size;
    private long last;

    /** Adds the step of the next line. */
    void add(long step) {
        int stretch = stretches - 1;
        if (stretches > 0 && size - from[stretch] == 1 && step > last) {
            apart[stretch] = step - last;
        } else if (stretches == 0 || step - last != apart[stretch]) {
            begin(step);
        }
        last = step;
        size++;
    }

    /** The step of the last line; 0 if there is none. */
    long last() {
        return last;
    }

    private void begin(long step) {
        if (stretches == from.length) {
            from = Arrays.copyOf(from, 2 * stretches);
            first = Arrays.copyOf(first, 2 * stretches);
            apart = Arrays.copyOf(apart, 2 * stretches);
        }
        from[stretches] = size;
        first[stretches] = step;
        apart[stretches] = 0;
        stretches++;
    }

    /** Returns the last line of that step or an earlier one, counted from 0; -1 if there is none. */
    int find(long step) {
        int stretch = stretches - 1;
        while (stretch >= 0 && first[stretch] > step) {
            stretch--;
        }
        if (stretch < 0) {
            return -1;
        }
        int lines = (stretch == stretches - 1 ? size : from[stretch + 1]) - from[stretch];
        long further = apart[stretch] == 0 ? lines : (step - first[stretch]) / apart[stretch];
        return from[stretch] + (int) Math.min(lines - 1, further);
    }
}
