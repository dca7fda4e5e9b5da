package io.traindeck.source;

import io.traindeck.event.Names;
import io.traindeck.source.RecordShape.About;
import io.traindeck.source.RecordShape.Counters;
import io.traindeck.source.RecordShape.Lengths;
import io.traindeck.source.RecordShape.Metrics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The shapes that the records of one log have. The first record of a shape decides what its fields are. */
final class RecordShapes {
    /** Shapes that are remembered; logs have a handful. */
    private static final int MOST = 64;

    /** Names of training's metrics that are remembered. */
    private static final int MOST_NAMES = 4096;

    private static final String STEP_LIST = JsonRecords.STEP_LIST + '/';

    private final Map<List<String>, RecordShape> shapes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, RecordShape> eldest) {
            return size() > MOST;
        }
    };

    /** Names of metrics in records that were measured while training. */
    private final Set<String> trained = new HashSet<>();

    /** Names of metrics in records that have a counter. */
    private final Set<String> placed = new HashSet<>();

    /** Counters that said the same as the one that counts. */
    private final Set<String> aliases = new HashSet<>();

    /** Elements of the longest list of counters: those of a shorter one count epochs. */
    private int longestList;

    /** Whether there have been MMEngine's records of training. */
    private boolean mmengine;

    RecordShape of(FlatRecord record) {
        String part = part(record);
        List<String> key = new ArrayList<>(record.size() + 1);
        for (int i = 0; i < record.size(); i++) {
            key.add((record.isNumber(i) ? '#' : record.isText(i) ? '"' : ' ') + record.name(i));
        }
        key.add(part);
        RecordShape shape = shapes.get(key);
        if (shape == null) {
            shape = classify(record, part);
            shapes.put(key, shape);
        }
        shape.seen++;
        return shape;
    }

    /** Whether training's records have a metric of that name. */
    boolean isTrained(String name) {
        return trained.contains(name);
    }

    private RecordShape classify(FlatRecord record, String part) {
        boolean[] taken = new boolean[record.size()];
        for (int i = 0; i < taken.length; i++) {
            String name = record.name(i);
            taken[i] = !record.isNumber(i) || RecordNames.isSetting(name) || RecordNames.isNoise(name);
        }
        takeMedia(record, taken);
        Map<Integer, String> means = takeSpreads(record, taken);
        Fields fields = new Fields(record, taken, means);
        Counters counters = counters(fields);
        if (counters.step() >= 0 && record.indexOf("data_time") >= 0) {
            boolean training = Stream.of("epoch", "iter", "memory").anyMatch(name -> record.indexOf(name) >= 0);
            if (mmengine && !training) {
                // MMEngine's validations say the step alone, and mean the epoch unless the run goes by steps.
                counters = counters.ofBatches();
                part = "val";
            }
            mmengine |= training;
        }
        Lengths lengths = lengths(fields, counters);
        boolean validation = !part.isEmpty() && !RecordNames.isTraining(part);
        Metrics metrics = metrics(fields, validation ? part : "");
        boolean known = metrics.names().size() > 0
                && metrics.names().list().stream().allMatch(MetricNames::isValidation);
        boolean repeats = counters.none() && metrics.names().list().stream().anyMatch(placed::contains);
        if (!counters.none() && placed.size() < MOST_NAMES) {
            placed.addAll(metrics.names().list());
        }
        return new RecordShape(about(record), counters, lengths, metrics, part, validation || known, repeats);
    }

    /** Fields of a record, of which those that are taken are not looked at again. */
    private record Fields(FlatRecord record, boolean[] taken, Map<Integer, String> means) {
        int size() {
            return taken.length;
        }

        String name(int field) {
            return means.getOrDefault(field, record.name(field));
        }

        int take(int field) {
            if (field >= 0) {
                taken[field] = true;
            }
            return field;
        }

        /** The free number of that role that counts before all others: those of the record itself before nested ones. */
        int best(CounterNames.Role role) {
            int best = -1;
            for (int i = 0; i < size(); i++) {
                if (!taken[i] && CounterNames.role(name(i)) == role && isCount(record.number(i), role)) {
                    best = best < 0 || rank(i) < rank(best) ? i : best;
                }
            }
            return best;
        }

        long rank(int field) {
            boolean nested = name(field).indexOf('/') >= 0;
            return CounterNames.rank(name(field)) + (nested ? 1L << 32 : 0);
        }

        private static boolean isCount(double number, CounterNames.Role role) {
            return switch (role) {
                case EPOCH -> number >= 0;
                default -> NumberCell.isCount(number);
            };
        }
    }

    private Counters counters(Fields fields) {
        int time = time(fields);
        int listed = listed(fields.record());
        if (listed > 0) {
            longestList = Math.max(longestList, listed);
            for (int i = 0; i < listed; i++) {
                fields.take(fields.record().indexOf(STEP_LIST + i));
            }
            // An epoch, an update, and perhaps the updates of an epoch; an epoch alone; or an update alone.
            int first = fields.record().indexOf(STEP_LIST + 0);
            int second = fields.record().indexOf(STEP_LIST + 1);
            boolean hasEpoch = longestList > 1;
            return new Counters(hasEpoch ? second : first, true, hasEpoch ? first : -1, time);
        }
        int epoch = fields.take(fields.best(CounterNames.Role.EPOCH));
        int step = fields.best(CounterNames.Role.STEP);
        if (step < 0) {
            step = fields.best(CounterNames.Role.BATCH);
        }
        if (step < 0 && epoch < 0) {
            step = fields.best(CounterNames.Role.ROW);
        }
        for (int i = 0; step < 0 && epoch < 0 && i < fields.size(); i++) {
            step = !fields.taken()[i] && RecordNames.isPlannedSteps(fields.name(i)) ? i : -1;
        }
        fields.take(step);
        for (int i = 0; i < fields.size(); i++) {
            // The number of a row is no metric, whatever counts.
            if (CounterNames.role(fields.name(i)) == CounterNames.Role.ROW) {
                fields.take(i);
            }
        }
        takeAliases(fields, step);
        boolean batches = step >= 0 && RecordNames.mayStartAgain(fields.name(step));
        return new Counters(step, batches, epoch, time);
    }

    private static int listed(FlatRecord record) {
        int elements = 0;
        while (record.indexOf(STEP_LIST + elements) >= 0) {
            elements++;
        }
        return elements;
    }

    /** The field that says when the record was written; all others that hold Unix times are taken too. */
    private static int time(Fields fields) {
        FlatRecord record = fields.record();
        int best = -1;
        for (int i = 0; i < fields.size(); i++) {
            boolean number = record.isNumber(i) && !fields.taken()[i];
            if (RecordNames.isTime(fields.name(i)) && (number || record.isText(i)) && record.time(i) != Times.UNKNOWN) {
                fields.take(i);
                best = best < 0 || fields.rank(i) < fields.rank(best) ? i : best;
            }
        }
        return best;
    }

    /** Takes other names of {@code step}: counters that said the same when they were first seen. */
    private void takeAliases(Fields fields, int step) {
        for (int i = 0; step >= 0 && i < fields.size(); i++) {
            String name = fields.name(i);
            if (!fields.taken()[i] && CounterNames.role(name) == CounterNames.Role.STEP && isPlainCounter(name)) {
                if (aliases.contains(name) || fields.record().number(i) == fields.record().number(step)) {
                    aliases.add(name);
                    fields.take(i);
                }
            }
        }
    }

    /** Whether it counts updates and nothing else, such as the steps of an environment. */
    private static boolean isPlainCounter(String name) {
        return CounterNames.rank(name) < CounterNames.rank("total_timesteps");
    }

    private static Lengths lengths(Fields fields, Counters counters) {
        int steps = -1;
        int epochs = -1;
        for (int i = 0; i < fields.size(); i++) {
            boolean free = !fields.taken()[i];
            if (free && counters.step() >= 0 && RecordNames.isPlannedSteps(fields.name(i))) {
                steps = fields.take(i);
            } else if (free && counters.epoch() >= 0 && RecordNames.isPlannedEpochs(fields.name(i))) {
                epochs = fields.take(i);
            }
        }
        return new Lengths(steps, epochs);
    }

    /** @param part goes before the names that training's records have too; empty for training itself */
    private Metrics metrics(Fields fields, String part) {
        boolean dllogger = RecordNames.isDllogger(fields.record());
        List<String> names = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Set<String> unique = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.taken()[i]) {
                continue;
            }
            String written = fields.name(i);
            String name = MetricNames.of(dllogger ? RecordNames.withinData(written) : written);
            if (part.isEmpty()) {
                if (trained.size() < MOST_NAMES) {
                    trained.add(name);
                }
            } else if (!MetricNames.isValidation(name) && (trained.contains(name) || RecordNames.isOfBoth(name))) {
                name = part + '/' + name;
            }
            if (unique.add(name)) {
                names.add(name);
                places.add(i);
            }
        }
        return new Metrics(
                places.stream().mapToInt(Integer::intValue).toArray(), Names.of(names));
    }

    private static About about(FlatRecord record) {
        if (RecordNames.isDllogger(record)) {
            return aboutInDllogger(record);
        }
        return record.indexOf("train_runtime") >= 0 ? About.SUMMARY : About.METRICS;
    }

    private static About aboutInDllogger(FlatRecord record) {
        int type = record.indexOf("type");
        int step = record.indexOf(JsonRecords.STEP_LIST);
        if (type >= 0 && !record.text(type).equals("LOG")) {
            return About.NOTHING;
        }
        return step >= 0 && record.text(step).equals("PARAMETER") ? About.SETTINGS : About.METRICS;
    }

    /** Objects with a {@code _type} are histograms, pictures, tables: no metrics. */
    private static void takeMedia(FlatRecord record, boolean[] taken) {
        for (int i = 0; i < taken.length; i++) {
            if (record.isText(i) && record.name(i).endsWith("/_type")) {
                String object = record.name(i).substring(0, record.name(i).length() - "_type".length());
                for (int j = 0; j < taken.length; j++) {
                    taken[j] |= record.name(j).startsWith(object);
                }
            }
        }
    }

    /** An object of {@code num}, {@code mean} and {@code std}, as StyleGAN writes them, is its mean. */
    private static Map<Integer, String> takeSpreads(FlatRecord record, boolean[] taken) {
        Map<Integer, String> means = new LinkedHashMap<>();
        for (int i = 0; i < taken.length; i++) {
            String name = record.name(i);
            if (!taken[i] && name.endsWith("/mean")) {
                String object = name.substring(0, name.length() - "/mean".length());
                int num = record.indexOf(object + "/num");
                int std = record.indexOf(object + "/std");
                if (num >= 0 && std >= 0) {
                    taken[num] = true;
                    taken[std] = true;
                    means.put(i, object);
                }
            }
        }
        return means;
    }

    private static String part(FlatRecord record) {
        for (int i = 0; i < record.size(); i++) {
            if (record.isText(i) && RecordNames.isPart(record.name(i))) {
                String text = record.text(i);
                if (RecordNames.isTraining(text) || (text.length() < 16 && MetricNames.isValidation(text))) {
                    return text;
                }
            }
        }
        return "";
    }
}
