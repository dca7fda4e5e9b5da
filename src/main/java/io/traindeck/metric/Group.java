package io.traindeck.metric;

import io.traindeck.event.Goal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics that belong on one chart: one quantity on each part of the data that it was measured on.
 *
 * @param title the quantity, as a chart is headed
 * @param lines at least one: training before validation, test and no part; within a part in the order in which the
 *     names appeared, but highest and lowest values last
 */
public record Group(String title, Kind kind, List<Metric> lines) {
    /** The order of kinds on a screen. */
    private static final List<Kind> ORDER =
            List.of(Kind.LOSS, Kind.SCORE, Kind.NORM, Kind.RATE, Kind.SPEED, Kind.OTHER, Kind.TIME, Kind.COUNT);

    public Group {
        lines = List.copyOf(lines);
    }

    /** Two groups are equal if their lines are: title and kind follow from the lines. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Group group && lines.equals(group.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    /**
     * Returns the groups of {@code all} in the order in which a screen shows them: the goal's group, then by kind, and
     * within a kind in the order in which they appeared, so that a new name moves them as little as possible.
     *
     * @param all the metrics in order of first appearance
     * @param goal null if there is none
     */
    public static List<Group> of(Collection<Metric> all, Goal goal) {
        Map<String, List<Metric>> byQuantity = new LinkedHashMap<>();
        for (Metric metric : all) {
            byQuantity.computeIfAbsent(key(metric), key -> new ArrayList<>()).add(metric);
        }
        List<Group> groups = new ArrayList<>();
        for (List<Metric> lines : byQuantity.values()) {
            lines.sort(Comparator.comparing(Metric::part).thenComparing(metric -> metric.is(Trait.EXTREME)));
            groups.add(new Group(lines.get(0).title(), lines.get(0).kind(), lines));
        }
        String first = goal == null ? "" : key(meaning(goal.metric(), all));
        groups.sort(
                Comparator.comparing((Group group) -> !key(group.lines.get(0)).equals(first))
                        .thenComparing(group -> ORDER.indexOf(group.kind)));
        return groups;
    }

    /** Returns the metric of a name. A name that is among {@code all} need not be read again. */
    private static Metric meaning(String name, Collection<Metric> all) {
        return all.stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseGet(() -> Metric.of(name));
    }

    /** Returns the text that all metrics of one group share, and no others. */
    private static String key(Metric metric) {
        return metric.kind() + " " + metric.quantity();
    }

    /** Returns whether one of its lines has that trait. */
    public boolean has(Trait trait) {
        for (Metric line : lines) {
            if (line.is(trait)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the first line of that part; null if it has none. */
    public Metric on(Part part) {
        for (Metric line : lines) {
            if (line.part() == part) {
                return line;
            }
        }
        return null;
    }
}
