package io.traindeck.cli.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What differs between a run of a sweep and the others.
 *
 * @param values of the dials that differ, by dial, as they are typed
 */
record Point(Map<String, String> values) {
    /** Keeps a copy of {@code values}, in their order. */
    Point {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** How the name of its run ends; begins with a hyphen unless nothing differs. */
    String name() {
        return values.entrySet().stream()
                .map(value -> "-" + value.getKey() + "=" + inName(value.getValue()))
                .collect(Collectors.joining());
    }

    /** A value may hold what a folder's name cannot, and what a shell would read as something else. */
    private static String inName(String value) {
        return value.replace(',', 'x').replaceAll("[^A-Za-z0-9._+-]", "_").replace("..", "._");
    }
}
