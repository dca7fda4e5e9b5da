package io.traindeck.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The numbers of one list of a JSON document, in their order; an element that is not a number leaves a gap. */
final class JsonColumn {
    private final String path;
    private final String name;
    private final BitSet gaps = new BitSet();
    private double[] numbers = new double[16];
    private int size;

    /** The place after the last row of each inner list, if this is a list of lists. */
    private final List<Integer> ends = new ArrayList<>();

    /**
     * @param path the place of the list in the document
     * @param name the name of the metric or counter
     */
    JsonColumn(String path, String name) {
        this.path = path;
        this.name = name;
    }

    String path() {
        return path;
    }

    String name() {
        return name;
    }

    void add(double number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size + size / 2);
        }
        numbers[size++] = number;
    }

    void addGap() {
        gaps.set(size);
        add(Double.NaN);
    }

    /** Ends an inner list. */
    void endList() {
        ends.add(size);
    }

    int size() {
        return size;
    }

    /** The number of inner lists; 0 if this is not a list of lists. */
    int lists() {
        return ends.size();
    }

    /** Returns how many rows an inner list has, by its index from 0; a list that is not there has none. */
    int listSize(int list) {
        return list >= ends.size() ? 0 : ends.get(list) - listStart(list);
    }

    private int listStart(int list) {
        return list == 0 ? 0 : ends.get(list - 1);
    }

    /** Returns this column with each inner list filled up with gaps to the given size. */
    JsonColumn filledUp(int[] sizes) {
        JsonColumn filled = new JsonColumn(path, name);
        for (int list = 0; list < sizes.length; list++) {
            for (int i = 0; i < sizes[list]; i++) {
                int row = i < listSize(list) ? listStart(list) + i : size;
                if (has(row)) {
                    filled.add(numbers[row]);
                } else {
                    filled.addGap();
                }
            }
        }
        return filled;
    }

    /** Returns this column's numbers under another name. */
    JsonColumn named(String other) {
        JsonColumn named = new JsonColumn(path, other);
        named.numbers = numbers;
        named.size = size;
        named.gaps.or(gaps);
        named.ends.addAll(ends);
        return named;
    }

    boolean hasNumbers() {
        return gaps.cardinality() < size;
    }

    /** Returns whether there is a number in that row. */
    boolean has(int row) {
        return row < size && !gaps.get(row);
    }

    double get(int row) {
        return numbers[row];
    }

    /** Returns a hash of the first {@code rows} rows: it is equal if they are. */
    long sum(int rows) {
        long sum = rows;
        for (int i = 0; i < rows; i++) {
            sum = mix(sum, gaps.get(i) ? 1 : Double.doubleToLongBits(numbers[i]));
        }
        return sum;
    }

    /** Returns the hash of the elements hashed so far and one more. */
    static long mix(long sum, long more) {
        return Long.rotateLeft(sum ^ more, 23) * 0x9E3779B97F4A7C15L;
    }
}
