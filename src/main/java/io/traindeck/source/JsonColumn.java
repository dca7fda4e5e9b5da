package io.traindeck.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The numbers of one list of a JSON document, in their order; what is no number leaves a gap. */
final class JsonColumn {
    private final String path;
    private final String name;
    private final BitSet gaps = new BitSet();
    private double[] numbers = new double[16];
    private int size;

    /** Where each inner list ends, if this is a list of lists. */
    private final List<Integer> ends = new ArrayList<>();

    /**
     * @param path where in the document it stands
     * @param name that of the metric or counter
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

    /** An inner list ends here. */
    void endList() {
        ends.add(size);
    }

    int size() {
        return size;
    }

    /** How many inner lists there are; 0 if it is no list of lists. */
    int lists() {
        return ends.size();
    }

    /** How many rows the inner list has, from 0; those that are not there are empty. */
    int listSize(int list) {
        return list >= ends.size() ? 0 : ends.get(list) - listStart(list);
    }

    private int listStart(int list) {
        return list == 0 ? 0 : ends.get(list - 1);
    }

    /** Its rows under another name, each inner list filled up with gaps to the given size. */
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

    /** This column's numbers under another name. */
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

    /** Whether there is a number in that row. */
    boolean has(int row) {
        return row < size && !gaps.get(row);
    }

    double get(int row) {
        return numbers[row];
    }

    /** A sum of the first {@code rows}: equal if they are. */
    long sum(int rows) {
        long sum = rows;
        for (int i = 0; i < rows; i++) {
            sum = mix(sum, gaps.get(i) ? 1 : Double.doubleToLongBits(numbers[i]));
        }
        return sum;
    }

    /** The sum of what was summed up and one more. */
    static long mix(long sum, long more) {
        return Long.rotateLeft(sum ^ more, 23) * 0x9E3779B97F4A7C15L;
    }
}
