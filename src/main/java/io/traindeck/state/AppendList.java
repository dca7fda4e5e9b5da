package io.traindeck.state;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An unmodifiable list that makes a longer list from itself in constant time.
 *
 * <p>A list and the longer lists made from it share one array: each sees its own part, and the first that appends takes
 * the next place. A second list that appends at the same place (the past was opened again) copies its part first. So
 * keeping many moments of a growing list costs little more than the longest of them.
 *
 * <p>Safe for use by several threads.
 */
public final class AppendList<T> extends AbstractList<T> implements RandomAccess {
    private static final int FIRST_CAPACITY = 8;
    private static final AppendList<Object> EMPTY = new AppendList<>(new Object[0], new AtomicInteger(), 0, 0);

    private final Object[] items;
    private final AtomicInteger taken;
    private final int from;
    private final int size;

    private AppendList(Object[] items, AtomicInteger taken, int from, int size) {
        this.items = items;
        this.taken = taken;
        this.from = from;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // an empty list holds no item of any type
    static <T> AppendList<T> empty() {
        return (AppendList<T>) EMPTY;
    }

    static <T> AppendList<T> copyOf(Collection<? extends T> items) {
        Object[] copy = items.toArray();
        return new AppendList<>(copy, new AtomicInteger(copy.length), 0, copy.length);
    }

    /** Returns this list with {@code item} appended. */
    AppendList<T> append(T item) {
        int end = from + size;
        if (end < items.length && taken.compareAndSet(end, end + 1)) {
            items[end] = item;
            return new AppendList<>(items, taken, from, size + 1);
        }
        if (end < items.length && item.equals(items[end])) {
            return new AppendList<>(items, taken, from, size + 1); // The same future again: it is shared.
        }
        Object[] copy = new Object[Math.max(FIRST_CAPACITY, 2 * size)];
        System.arraycopy(items, from, copy, 0, size);
        copy[size] = item;
        return new AppendList<>(copy, new AtomicInteger(size + 1), 0, size + 1);
    }

    /** Returns this list with {@code item} appended, cut to its last {@code most} items. */
    AppendList<T> append(T item, int most) {
        return append(item).last(most);
    }

    /** Returns the first {@code count} items, or all of them if there are fewer. */
    AppendList<T> first(int count) {
        return count >= size ? this : new AppendList<>(items, taken, from, Math.max(0, count));
    }

    /** Returns the last {@code count} items, or all of them if there are fewer. */
    AppendList<T> last(int count) {
        return count >= size ? this : new AppendList<>(items, taken, from + size - count, count);
    }

    /** Returns the last item, or null if there is none. */
    T lastOrNull() {
        return size == 0 ? null : get(size - 1);
    }

    @Override
    @SuppressWarnings("unchecked") // only items of type T are ever put in
    public T get(int index) {
        return (T) items[from + Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Object[] toArray() {
        return Arrays.copyOfRange(items, from, from + size);
    }
}
