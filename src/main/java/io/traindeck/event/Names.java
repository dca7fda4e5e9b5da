package io.traindeck.event;

import java.util.List;

/**
 * The names of the numbers of one shape, in their order. A source makes one instance for all lines of a shape and hands
 * it on with each of them, so that a reader can compare names by identity.
 */
public final class Names {
    private final List<String> list;

    private Names(List<String> list) {
        this.list = list;
    }

    /**
     * Returns names in the given order.
     *
     * @throws IllegalArgumentException if a name comes twice
     */
    public static Names of(String... names) {
        return of(List.of(names));
    }

    /** @see #of(String...) */
    public static Names of(List<String> names) {
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("a name comes twice: " + names);
        }
        return new Names(List.copyOf(names));
    }

    /**
     * Returns values with one number for each name, in the order of the names. The array is not copied: the caller must
     * not change it afterwards.
     *
     * @throws IllegalArgumentException if there are more or fewer numbers than names
     */
    public Values with(double... numbers) {
        return new Values(this, numbers);
    }

    /** The names in their order. */
    public List<String> list() {
        return list;
    }

    /** The number of names. */
    public int size() {
        return list.size();
    }

    /** Returns the name at {@code index}, from 0. */
    public String get(int index) {
        return list.get(index);
    }

    /** Returns the place of {@code name}, or -1 if it is not among these. */
    public int indexOf(String name) {
        return list.indexOf(name);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Names n && list.equals(n.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.toString();
    }
}
