package io.traindeck.source;

import io.traindeck.source.CounterNames.Role;
import io.traindeck.source.RecordShape.Counters;
import io.traindeck.source.RecordShape.Lengths;
import java.util.HashSet;
import java.util.Set;

/** Finds in the records of one log the fields that say how far training has come. */
final class CounterFields {
    private static final String STEP_LIST = JsonRecords.STEP_LIST + '/';

    /** Other names of steps: their numbers were those of the counter when they were first seen. */
    private final Set<String> aliases = new HashSet<>();

    /** The number of elements of the longest list of counters: a shorter list counts epochs. */
    private int longestList;

    /** Takes the counters of a record. */
    Counters take(RecordFields fields) {
        int time = takeTime(fields);
        int listed = listed(fields.record());
        return listed > 0 ? takeList(fields, listed, time) : takeNamed(fields, time);
    }

    /**
     * Takes all fields that hold a time; returns the one that says when the record was written, -1 if there is none.
     */
    private static int takeTime(RecordFields fields) {
        FlatRecord record = fields.record();
        int best = -1;
        for (int i = 0; i < fields.size(); i++) {
            boolean may = RecordNames.isTime(fields.name(i)) && (record.isText(i) || fields.isFree(i));
            if (may && record.time(i) != Times.UNKNOWN) {
                fields.take(i);
                best = best < 0 || fields.rank(i) < fields.rank(best) ? i : best;
            }
        }
        return best;
    }

    private static int listed(FlatRecord record) {
        int elements = 0;
        while (record.indexOf(STEP_LIST + elements) >= 0) {
            elements++;
        }
        return elements;
    }

    /** A list holds an epoch, an update and perhaps the updates of an epoch; an epoch alone; or an update alone. */
    private Counters takeList(RecordFields fields, int listed, int time) {
        longestList = Math.max(longestList, listed);
        for (int i = 0; i < listed; i++) {
            fields.take(fields.record().indexOf(STEP_LIST + i));
        }
        int first = fields.record().indexOf(STEP_LIST + 0);
        int second = fields.record().indexOf(STEP_LIST + 1);
        return longestList > 1 ? new Counters(second, true, first, time) : new Counters(first, true, -1, time);
    }

    private Counters takeNamed(RecordFields fields, int time) {
        int epoch = fields.take(fields.best(Role.EPOCH));
        int step = fields.best(Role.STEP);
        if (step < 0) {
            step = fields.best(Role.BATCH);
        }
        if (step < 0 && epoch < 0) {
            step = fields.best(Role.ROW);
        }
        for (int i = 0; step < 0 && epoch < 0 && i < fields.size(); i++) {
            step = fields.isFree(i) && RecordNames.isPlannedSteps(fields.name(i)) ? i : -1;
        }
        fields.take(step);
        takeAliases(fields, step);
        return new Counters(step, step >= 0 && RecordNames.mayStartAgain(fields.name(step)), epoch, time);
    }

    /** Takes the fields that say no more than {@code step}: the number of the row, and other names for steps. */
    private void takeAliases(RecordFields fields, int step) {
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (fields.isFree(i) && (fields.role(i) == Role.ROW || name.equals(WandbRun.STEP))) {
                fields.take(i);
            } else if (step >= 0 && fields.isFree(i) && isPlainCounter(name)) {
                if (aliases.contains(name) || fields.number(i) == fields.number(step)) {
                    aliases.add(name);
                    fields.take(i);
                }
            }
        }
    }

    /** Returns whether the name counts updates and nothing else, such as the steps of an environment. */
    private static boolean isPlainCounter(String name) {
        return CounterNames.role(name) == Role.STEP && CounterNames.rank(name) < CounterNames.rank("total_timesteps");
    }

    /** Takes the fields that tell the length of the whole run, in the units that the record counts. */
    static Lengths takeLengths(RecordFields fields, Counters counters) {
        int steps = -1;
        int epochs = -1;
        for (int i = 0; i < fields.size(); i++) {
            if (fields.isFree(i) && counters.step() >= 0 && RecordNames.isPlannedSteps(fields.name(i))) {
                steps = fields.take(i);
            } else if (fields.isFree(i) && counters.epoch() >= 0 && RecordNames.isPlannedEpochs(fields.name(i))) {
                epochs = fields.take(i);
            }
        }
        return new Lengths(steps, epochs);
    }
}
