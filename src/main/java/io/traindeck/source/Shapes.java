package io.traindeck.source;

import io.traindeck.event.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps one instance of the names of all rows that have values in the same columns. */
final class Shapes {
    /** The number of shapes to remember if each had values in all columns. */
    private static final int MOST_WHOLE = 64;

    private final Columns columns;
    private final Map<Present, Shape> shapes = new HashMap<>();
    private Shape last = new Shape(new int[0], Names.of(), false);
    private int names;

    /** @param validation whether all values are of a validation */
    record Shape(int[] present, Names names, boolean validation) {}

    /** Indexes of columns, compared by their values. */
    private record Present(int[] indexes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Present p && Arrays.equals(indexes, p.indexes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(indexes);
        }
    }

    Shapes(Columns columns) {
        this.columns = columns;
    }

    /** Returns the shape of a row that has values in the columns {@code present[0, count)}. */
    Shape of(int[] present, int count) {
        if (!Arrays.equals(last.present, 0, last.present.length, present, 0, count)) {
            int[] indexes = Arrays.copyOf(present, count);
            if (names > MOST_WHOLE * columns.size()) {
                names = 0;
                shapes.clear();
            }
            last = shapes.computeIfAbsent(new Present(indexes), this::make);
        }
        return last;
    }

    private Shape make(Present present) {
        List<String> list = new ArrayList<>();
        for (int index : present.indexes) {
            list.add(columns.get(index).name());
        }
        names += list.size();
        return new Shape(present.indexes, Names.of(list), MetricNames.areValidation(list));
    }
}
