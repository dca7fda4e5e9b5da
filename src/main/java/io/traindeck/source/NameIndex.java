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
 * Numbers names from 0, in the order of their first appearance, so that facts about each name can stand in an array. A
 * log may hold any number of names of any length; names beyond the limits get no number.
 */
public final class NameIndex {
    /** The number of names, which is more than any program logs on purpose. */
    public static final int MOST = 4096;

    /** The number of characters of all names together. */
    private static final int MOST_CHARS = 1 << 22;

    /**
     * The number of shapes whose lines are found without a look at their names; a source may make a new shape for each
     * line.
     */
    private static final int MOST_SHAPES = 256;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<Names, int[]> shapes = new IdentityHashMap<>();
    private Names last;
    private int[] lastNumbers;
    private int chars;
    private boolean leftOut;

    /** Returns the number of each name, in their order; -1 for a name beyond the limits. */
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

    /** The number of names that have a number. */
    public int size() {
        return names.size();
    }

    /** Returns whether some names got no number. */
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

    /** Returns {@code array}, or a longer copy if it has no room for {@code size} elements. */
    static long[] grown(long[] array, int size, long filler) {
        if (array.length >= size) {
            return array;
        }
        long[] grown = Arrays.copyOf(array, Math.max(size, 2 * array.length));
        Arrays.fill(grown, array.length, grown.length, filler);
        return grown;
    }
}
