package io.traindeck.cli.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of metrics where some names are taken. */
final class ExportNames {
    private ExportNames() {}

    /** Each name as it is, or with as many {@code _} behind it as it takes to be none of the others and not taken. */
    static List<String> free(List<String> names, Set<String> taken) {
        Set<String> used = new HashSet<>(names);
        List<String> free = new ArrayList<>();
        for (String name : names) {
            String other = name;
            while (taken.contains(other) || (!other.equals(name) && used.contains(other))) {
                other += "_";
            }
            used.add(other);
            free.add(other);
        }
        return free;
    }
}
