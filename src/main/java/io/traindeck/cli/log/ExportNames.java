package io.traindeck.cli.log;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of metrics in a format that uses some names for itself. */
final class ExportNames {
    private ExportNames() {}

    /**
     * Returns for each name the one under which it is exported: itself, or itself with as many {@code _} after it as it
     * takes to differ from all other names and from the taken ones.
     */
    static Map<String, String> free(List<String> names, Set<String> taken) {
        Set<String> used = new HashSet<>(names);
        Map<String, String> free = new LinkedHashMap<>();
        for (String name : names) {
            String other = name;
            while (taken.contains(other) || (!other.equals(name) && used.contains(other))) {
                other += "_";
            }
            used.add(other);
            free.put(name, other);
        }
        return free;
    }
}
