package io.traindeck.source.text;

import io.traindeck.event.Names;
import io.traindeck.source.text.LineMeaning.Value;
import io.traindeck.source.text.ToldNames.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The numbers in lines of one shape, as they are told while the log is about one part of the data. */
final class Telling {
    private final List<Value> values;
    private final boolean anyInPart;
    private final boolean allInPart;

    /** The entries of the names once all of them are metrics, and null before: they then stay metrics. */
    private List<Name> names;

    private Names shape;

    /**
     * Makes the numbers of lines with that meaning.
     *
     * @param part the part of the data for names that tell none themselves; null if there is none
     * @param firm whether only those numbers count that look like measurements by themselves
     */
    Telling(LineMeaning meaning, String part, boolean firm) {
        values = new ArrayList<>();
        boolean any = false;
        boolean all = true;
        Set<String> seen = new HashSet<>();
        for (Value value : meaning.metrics().values()) {
            boolean in = Part.isIn(value.name());
            String name = in || part == null ? value.name() : part + "_" + value.name();
            if ((value.firm() || !firm) && seen.add(name)) {
                values.add(value.named(name));
                any |= in || part != null;
                all &= in || part != null;
            }
        }
        anyInPart = any;
        allInPart = all;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns whether some name belongs to a part of the data that is not trained on. */
    boolean anyInPart() {
        return anyInPart;
    }

    /** Returns whether all names belong to such a part. */
    boolean allInPart() {
        return allInPart;
    }

    double[] numbers(LineTokens line) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i).read(line);
        }
        return numbers;
    }

    /** Returns the entries of the names; null for a name for which there is no place any more. */
    List<Name> names(ToldNames all) {
        if (names != null) {
            return names;
        }
        List<Name> found = new ArrayList<>(values.size());
        for (Value value : values) {
            found.add(all.name(value.name()));
        }
        return found;
    }

    /** The names of a line whose names are all known to be metrics; null as long as some are not. */
    Names shape() {
        return shape;
    }

    /** Keeps the names if all of them are metrics. */
    void keep(List<Name> told, ToldNames all) {
        if (told.stream().allMatch(name -> name != null && name.isMetric())) {
            names = told;
            shape = all.shape(told.stream().map(name -> name.name).toList());
        }
    }
}
