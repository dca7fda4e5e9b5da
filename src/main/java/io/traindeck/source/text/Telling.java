package io.traindeck.source.text;

import io.traindeck.event.Names;
import io.traindeck.source.text.LineMeaning.Value;
import io.traindeck.source.text.ToldNames.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The numbers of one shape's lines, as they are told while the log is about one part of the data. */
final class Telling {
    private final List<Value> values;
    private final boolean anyInPart;
    private final boolean allInPart;

    /** Known once all names are those of metrics: they then stay so. */
    private List<Name> names;

    private Names shape;

    /**
     * The numbers of lines that mean {@code meaning}.
     *
     * @param part the part that names belong to that name none; null if there is none
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

    /** Whether some name is that of a part that is not trained on. */
    boolean anyInPart() {
        return anyInPart;
    }

    /** Whether all names are. */
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

    /** The names' entries; null for one that finds no place any more. */
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

    /** The names of a line of which all names are metrics; null as long as some are not known to be. */
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
