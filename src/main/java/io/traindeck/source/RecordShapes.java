package io.traindeck.source;

import io.traindeck.event.Names;
import io.traindeck.source.RecordShape.About;
import io.traindeck.source.RecordShape.Counters;
import io.traindeck.source.RecordShape.Lengths;
import io.traindeck.source.RecordShape.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The shapes of the records of one log. The first record of a shape decides what its fields are. */
final class RecordShapes {
    /** The number of names in all shapes that are remembered; logs have a handful of shapes. */
    private static final int MOST = 1 << 16;

    /** The number of names of metrics that are remembered. */
    private static final int MOST_NAMES = 4096;

    private final CounterFields counterFields = new CounterFields();
    private final Map<List<String>, RecordShape> shapes = new HashMap<>();
    private int inShapes;

    /** The names of metrics in records of training. */
    private final Set<String> trained = new HashSet<>();

    /** The names of metrics in records that have a counter. */
    private final Set<String> placed = new HashSet<>();

    /** Whether there have been training records of MMEngine. */
    private boolean mmengine;

    /** Returns the shape of the record, and counts that the shape was seen. */
    RecordShape of(FlatRecord record) {
        String part = part(record);
        List<String> key = new ArrayList<>(record.size() + 1);
        for (int i = 0; i < record.size(); i++) {
            key.add((record.isNumber(i) ? '#' : record.isText(i) ? '"' : ' ') + record.name(i));
        }
        key.add(part);
        RecordShape shape = shapes.get(key);
        if (shape == null) {
            inShapes += key.size();
            if (inShapes > MOST) {
                shapes.clear();
                inShapes = key.size();
            }
            shape = classify(record, part);
            shapes.put(key, shape);
        }
        shape.seen++;
        return shape;
    }

    private RecordShape classify(FlatRecord record, String written) {
        RecordFields fields = new RecordFields(record);
        Counters counters = counterFields.take(fields);
        String part = written;
        if (isValidationOfMmengine(record, counters)) {
            counters = counters.ofBatches();
            part = "val";
        }
        Lengths lengths = CounterFields.takeLengths(fields, counters);
        boolean isTraining = part.isEmpty() || RecordNames.isTraining(part);
        Metrics metrics = metrics(fields, isTraining ? "" : part);
        List<String> names = metrics.names().list();
        boolean validation = !isTraining || MetricNames.areValidation(names);
        boolean repeats = counters.none() && names.stream().anyMatch(placed::contains);
        if (!counters.none()) {
            remember(names, placed);
        }
        return new RecordShape(about(record), counters, lengths, metrics, part, validation, repeats);
    }

    /**
     * Returns whether the record is a validation of MMEngine. Such a record has a step alone, which is the epoch unless
     * the run goes by steps.
     */
    private boolean isValidationOfMmengine(FlatRecord record, Counters counters) {
        if (counters.step() < 0 || record.indexOf("data_time") < 0) {
            return false;
        }
        boolean training = Stream.of("epoch", "iter", "memory").anyMatch(name -> record.indexOf(name) >= 0);
        boolean validation = mmengine && !training;
        mmengine |= training;
        return validation;
    }

    /** @param part the prefix for names that training's records have too; empty for training itself */
    private Metrics metrics(RecordFields fields, String part) {
        boolean dllogger = RecordNames.isDllogger(fields.record());
        List<String> names = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Set<String> unique = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.isFree(i)) {
                String written = dllogger ? RecordNames.withinData(fields.name(i)) : fields.name(i);
                String name = MetricNames.of(written);
                boolean ofBoth = trained.contains(name) || RecordNames.isOfBoth(name);
                String whole = !part.isEmpty() && ofBoth && !MetricNames.isValidation(name) ? part + '/' + name : name;
                if (unique.add(whole)) {
                    names.add(whole);
                    places.add(i);
                }
            }
        }
        if (part.isEmpty()) {
            remember(names, trained);
        }
        return new Metrics(places.stream().mapToInt(Integer::intValue).toArray(), Names.of(names));
    }

    private static void remember(List<String> names, Set<String> in) {
        if (in.size() < MOST_NAMES) {
            in.addAll(names);
        }
    }

    private static About about(FlatRecord record) {
        if (!RecordNames.isDllogger(record)) {
            return record.indexOf("train_runtime") >= 0 ? About.SUMMARY : About.METRICS;
        }
        int type = record.indexOf("type");
        int step = record.indexOf(JsonRecords.STEP_LIST);
        if (type >= 0 && !record.text(type).equals("LOG")) {
            return About.NOTHING;
        }
        return step >= 0 && record.text(step).equals("PARAMETER") ? About.SETTINGS : About.METRICS;
    }

    /** Returns the record's word for the part of the data that it was measured on; empty if it does not say. */
    private static String part(FlatRecord record) {
        for (int i = 0; i < record.size(); i++) {
            if (record.isText(i) && RecordNames.isPart(record.name(i)) && RecordNames.isWordForPart(record.text(i))) {
                return record.text(i);
            }
        }
        return "";
    }
}
