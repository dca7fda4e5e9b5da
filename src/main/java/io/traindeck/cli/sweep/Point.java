package io.traindeck.cli.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values in which a run of a sweep differs from the others.
 *
 * @param values the values of the dials that differ, by dial, as they are typed
 */
record Point(Map<String, String> values) {
    /** Keeps a copy of {@code values}, in their order. */
    Point {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns the end of its run's name; begins with a hyphen unless nothing differs. */
    String name() {
        return values.entrySet().stream()
                .map(value -> "-" + value.getKey() + "=" + inName(value.getValue()))
                .collect(Collectors.joining());
    }

    /**
     * Returns a value as a name may hold it: a value may have characters that a folder's name cannot have, or that a
     * shell would read as something else.
     */
    private static String inName(String value) {
        return value.replace(',', 'x').replaceAll("[^A-Za-z0-9._+-]", "_").replace("..", "._");
    }
}
