package io.traindeck.source;

import io.traindeck.event.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the names that come along, from 0, in the order of their first appearance: what is known of each name can then
 * stand in an array. A log may hold any number of names of any length; those that are too many get no number.
 */
public final class NameIndex {
    /** More names than any program logs on purpose. */
    public static final int MOST = 4096;

    /** Characters of all names together. */
    private static final int MOST_CHARS = 1 << 22;

    /** Lines of so many shapes are found without a look at their names; a source may make a new shape for each line. */
    private static final int MOST_SHAPES = 256;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<Names, int[]> shapes = new IdentityHashMap<>();
    private Names last;
    private int[] lastNumbers;
    private int chars;
    private boolean leftOut;

    /** The number of each name, in their order; -1 for one that is too many. */
    public int[] of(Names shape) {
        if (shape != last) {
            if (shapes.size() >= MOST_SHAPES) {
                shapes.clear();
            }
            lastNumbers = shapes.computeIfAbsent(
                    shape, s -> s.list().stream().mapToInt(this::number).toArray());
            last = shape;
        }
        return lastNumbers;
    }

    private int number(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        if (names.size() >= MOST || chars + name.length() > MOST_CHARS) {
            leftOut = true;
            return -1;
        }
        chars += name.length();
        names.add(name);
        numbers.put(name, names.size() - 1);
        return names.size() - 1;
    }

    /** All names that have a number, in the order of their numbers. */
    public List<String> names() {
        return Collections.unmodifiableList(names);
    }

    /** How many names have a number. */
    public int size() {
        return names.size();
    }

    /** Whether there were names without a number. */
    public boolean hasLeftOut() {
        return leftOut;
    }

    /** Forgets all names. */
    public void clear() {
        numbers.clear();
        names.clear();
        shapes.clear();
        last = null;
        lastNumbers = null;
        chars = 0;
        leftOut = false;
    }

    /** {@code array}, or a longer copy of it if it has no room for an element for each of {@code size} names. */
    static long[] grown(long[] array, int size, long filler) {
        if (array.length >= size) {
            return array;
        }
        long[] grown = Arrays.copyOf(array, Math.max(size, 2 * array.length));
        Arrays.fill(grown, array.length, grown.length, filler);
        return grown;
    }
}
