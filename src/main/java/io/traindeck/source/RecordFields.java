package io.traindeck.source;

import java.util.HashMap;
import java.util.Map;

/** The fields of a record while their meanings are found out: a field that is taken is not looked at again. */
final class RecordFields {
    private static final String MEAN = "/mean";

    private final FlatRecord record;
    private final boolean[] taken;

    /** The names of fields that stand for their object as a whole. */
    private final Map<Integer, String> objects = new HashMap<>();

    /** Makes the fields of a record. Settings, noise and all fields that are not numbers are taken from the start. */
    RecordFields(FlatRecord record) {
        this.record = record;
        taken = new boolean[record.size()];
        for (int i = 0; i < taken.length; i++) {
            String name = record.name(i);
            taken[i] = !record.isNumber(i) || RecordNames.isSetting(name) || RecordNames.isNoise(name);
        }
        takeSpreads();
    }

    /** Takes objects of {@code num}, {@code mean} and {@code std}, as StyleGAN writes them, for their means. */
    private void takeSpreads() {
        for (int i = 0; i < taken.length; i++) {
            String name = record.name(i);
            if (!taken[i] && name.endsWith(MEAN)) {
                String object = name.substring(0, name.length() - MEAN.length());
                int num = record.indexOf(object + "/num");
                int std = record.indexOf(object + "/std");
                if (num >= 0 && std >= 0) {
                    taken[num] = true;
                    taken[std] = true;
                    objects.put(i, object);
                }
            }
        }
    }

    FlatRecord record() {
        return record;
    }

    int size() {
        return taken.length;
    }

    boolean isFree(int field) {
        return !taken[field];
    }

    String name(int field) {
        return objects.getOrDefault(field, record.name(field));
    }

    double number(int field) {
        return record.number(field);
    }

    CounterNames.Role role(int field) {
        return CounterNames.role(name(field));
    }

    /** Takes the field, unless it is -1; returns it. */
    int take(int field) {
        if (field >= 0) {
            taken[field] = true;
        }
        return field;
    }

    /**
     * Returns the free field of that role that counts before all others; -1 if there is none. A field of the record
     * itself counts before one of an object in it.
     */
    int best(CounterNames.Role role) {
        int best = -1;
        for (int i = 0; i < size(); i++) {
            boolean counts = role == CounterNames.Role.EPOCH ? number(i) >= 0 : NumberCell.isCount(number(i));
            if (isFree(i) && role(i) == role && counts && (best < 0 || rank(i) < rank(best))) {
                best = i;
            }
        }
        return best;
    }

    /** Returns the place of a field among those of its role: the lowest counts first. */
    long rank(int field) {
        boolean nested = name(field).indexOf('/') >= 0;
        return CounterNames.rank(name(field)) + (nested ? 1L << 32 : 0);
    }
}
