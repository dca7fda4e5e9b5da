package io.traindeck.source;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers which rows of a file have been handed on. If the file is written anew from time to time, only its new rows
 * are handed on. A row is known again by its place, its step and the values that it had; columns may have been added,
 * or may stand in another order.
 *
 * <p>From the first row on that differs, the file is taken as a later session, of which nothing was handed on yet. Rows
 * beyond the first {@value #MOST} are not remembered either: they come twice, and then replace themselves.
 */
final class HandedRows {
    private static final long UNREADABLE = -1;

    /** The number of rows to remember: their hashes take 2 MiB. */
    private static final int MOST = 1 << 18;

    /** The number of names to remember. */
    private static final int MOST_SERIES = 1 << 16;

    private final Map<String, Series> series = new HashMap<>();
    private long[] hashes = new long[64];
    private int known;
    private long at;

    /** A name under which values were handed on. */
    static final class Series {
        private final long nameHash;

        /** The row before which the values of this series are part of the rows' hashes. */
        private long known;

        private Series(String name) {
            nameHash = mix(name.hashCode());
        }

        private long hash(double value) {
            return mix(nameHash ^ Double.doubleToLongBits(value));
        }
    }

    /** The series of that name, which is the same before and after a {@link #rewind}. */
    Series series(String name) {
        Series earlier = series.get(name);
        if (earlier != null) {
            return earlier;
        }
        if (series.size() >= MOST_SERIES) {
            series.clear();
        }
        Series added = new Series(name);
        series.put(name, added);
        return added;
    }

    /** Prepares for the file being read from its start again. */
    void rewind() {
        at = 0;
    }

    /**
     * Passes a row.
     *
     * @param row a hash of all that identifies the row besides its values
     * @param of the series of its values
     * @param count how many values there are
     * @param isNew is told for each value whether it has to be handed on; false for all of a row that was handed on
     * @return whether there is anything to hand on, or, of a row without values, whether it is new
     */
    boolean pass(long row, Series[] of, double[] values, int count, boolean[] isNew) {
        long hash = mix(row);
        long before = hash;
        for (int i = 0; i < count; i++) {
            long value = of[i].hash(values[i]);
            hash += value;
            isNew[i] = of[i].known <= at;
            before += isNew[i] ? 0 : value;
        }
        boolean again = at < known && hashes[(int) at] == before;
        if (!again) {
            forget();
            Arrays.fill(isNew, 0, count, true);
        }
        remember(hash);
        boolean any = !again;
        for (int i = 0; i < count; i++) {
            any |= isNew[i];
            of[i].known = Math.max(of[i].known, at);
        }
        return any;
    }

    /** Passes a row that nobody can make sense of; returns whether it is new. */
    boolean passUnreadable() {
        return pass(UNREADABLE, new Series[0], new double[0], 0, new boolean[0]);
    }

    private void remember(long hash) {
        if (at < MOST) {
            if (at == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * hashes.length);
            }
            hashes[(int) at] = hash;
            known = Math.max(known, (int) at + 1);
        }
        at++;
    }

    /** Forgets the rows from this place on: they belong to an earlier session. */
    private void forget() {
        if (at < known) {
            known = (int) at;
            series.values().forEach(s -> s.known = Math.min(s.known, at));
        }
    }

    /** Spreads the bits of {@code x}. */
    private static long mix(long x) {
        long z = (x ^ (x >>> 33)) * 0xff51afd7ed558ccdL;
        return z ^ (z >>> 29);
    }
}
