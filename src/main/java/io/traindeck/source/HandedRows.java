package io.traindeck.source;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What has been handed on of a file, so that one that is written anew from time to time hands on only what is new in it.
 * A row is known again by its place, its step and the values that it had; columns may have come to it, or stand in
 * another order.
 *
 * <p>From the first row on that is another one the file is taken as a later session: nothing of it was handed on yet. So
 * are rows beyond the first {@value #MOST}: they come twice, and then replace themselves.
 */
final class HandedRows {
    private static final long UNREADABLE = -1;

    /** Rows to remember: their hashes take 2 MiB. */
    private static final int MOST = 1 << 18;

    /** Names to remember. */
    private static final int MOST_SERIES = 1 << 16;

    private final Map<String, Series> series = new HashMap<>();
    private long[] hashes = new long[64];
    private int known;
    private long at;

    /** A name under which values were handed on. */
    static final class Series {
        private final long nameHash;

        /** Its values in the rows before this one are part of their hashes. */
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
        Series known = series.get(name);
        if (known != null) {
            return known;
        }
        if (series.size() >= MOST_SERIES) {
            series.clear();
        }
        Series added = new Series(name);
        series.put(name, added);
        return added;
    }

    /** The file is read from its start again. */
    void rewind() {
        at = 0;
    }

    /**
     * Passes a row.
     *
     * @param row a hash of what else makes the row what it is
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

    /** Passes a row that nobody can make sense of; whether it is new. */
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

    /** What was handed on of this place and of those after it belongs to an earlier session. */
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
