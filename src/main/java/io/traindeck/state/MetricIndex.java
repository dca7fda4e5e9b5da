package io.traindeck.state;

import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.metric.Goals;
import io.traindeck.metric.Group;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The metrics of a run, in order of first appearance, and the places of the numbers of its lines. An index never
 * changes: a line with something new makes another one.
 */
final class MetricIndex {
    /**
     * The number of metrics: more than anybody looks at. The limit keeps a log of ever new names from filling the
     * memory.
     */
    static final int MOST = 1024;

    /** The number of buckets of all series of a run: 3 MB. */
    private static final int BUCKETS = 1 << 16;

    private static final int FEWEST_BUCKETS = 256;

    /**
     * The number of steps in a window: seconds of work even for a small network on a fast card, which is longer than a
     * checkpoint takes to write.
     */
    static final int WINDOW = 256;

    private static final int SMALLEST_WINDOW = 16;

    /** The number of values in all steps of a window. */
    private static final int WINDOW_NUMBERS = 2048;

    /** The number of shapes of lines that a log goes through in turn. */
    private static final int MOST_SHAPES = 16;

    static final MetricIndex EMPTY = new MetricIndex(List.of(), Map.of(), Set.of(), new Shape[0]);

    /**
     * The places to which the numbers of lines with these names belong.
     *
     * @param places the places in the index, in the order of the names; -1 for a name that is left out
     * @param speed the index of the name that says how much work was done in a time; -1 if there is none
     * @param norm the index of the name that is the norm of a gradient; -1 if there is none
     * @param isValidation whether one of the names says that it was measured on data that is not trained on
     */
    record Shape(Names names, int[] places, int speed, int norm, boolean isValidation) {
        static Shape of(Names names, int[] places) {
            List<Metric> metrics = new ArrayList<>(names.size());
            boolean isValidation = false;
            for (String name : names.list()) {
                Metric metric = Metric.of(name);
                metrics.add(metric);
                isValidation |= metric.part().isHeldOut();
            }
            return new Shape(names, places, speed(metrics), first(metrics, Kind.NORM), isValidation);
        }

        /**
         * Returns the index of the speed. Work done in a second says more than a share of what the machine could do.
         */
        private static int speed(List<Metric> metrics) {
            int found = -1;
            for (int i = metrics.size() - 1; i >= 0; i--) {
                Metric metric = metrics.get(i);
                if (metric.kind() == Kind.SPEED
                        && !metric.part().isHeldOut()
                        && (found < 0
                                || metric.isPerSecond()
                                || !metrics.get(found).isPerSecond())) {
                    found = i;
                }
            }
            return found;
        }

        private static int first(List<Metric> metrics, Kind kind) {
            for (int i = 0; i < metrics.size(); i++) {
                if (metrics.get(i).kind() == kind) {
                    return i;
                }
            }
            return -1;
        }
    }

    private record Grouped(Goal goal, List<Group> groups) {}

    private final List<String> names;
    private final Map<String, Integer> places;
    private final Set<String> leftOut;
    private final Shape[] shapes;
    private final int window;
    private List<Metric> metrics;
    private volatile Grouped grouped = new Grouped(null, List.of());
    private Goal goal;
    private volatile boolean isGoalKnown;

    private MetricIndex(List<String> names, Map<String, Integer> places, Set<String> leftOut, Shape[] shapes) {
        this.names = names;
        this.places = places;
        this.leftOut = leftOut;
        this.shapes = shapes;
        window = Math.max(SMALLEST_WINDOW, Math.min(WINDOW, WINDOW_NUMBERS / Math.max(1, names.size())));
    }

    /** Returns this index, or one that knows {@code line} too. */
    MetricIndex with(Names line) {
        if (shape(line) != null) {
            return this;
        }
        List<String> allNames = new ArrayList<>(names);
        Map<String, Integer> allPlaces = new HashMap<>(places);
        Set<String> allLeftOut = new HashSet<>(leftOut);
        int[] found = new int[line.size()];
        for (int i = 0; i < found.length; i++) {
            String name = line.get(i);
            Integer place = allPlaces.get(name);
            if (place == null && allNames.size() < MOST) {
                place = allNames.size();
                allNames.add(name);
                allPlaces.put(name, place);
            } else if (place == null && allLeftOut.size() < MOST) {
                allLeftOut.add(name);
            }
            found[i] = place == null ? -1 : place;
        }
        boolean isNew = allNames.size() > names.size();
        int keep = Math.min(shapes.length, MOST_SHAPES - 1);
        Shape[] newest = new Shape[keep + 1];
        newest[0] = Shape.of(line, found);
        System.arraycopy(shapes, 0, newest, 1, keep);
        return new MetricIndex(isNew ? allNames : names, isNew ? allPlaces : places, allLeftOut, newest);
    }

    /** Returns the shape of lines with this very instance of names; null if it is not known. */
    Shape shape(Names line) {
        for (Shape shape : shapes) {
            if (shape.names() == line) {
                return shape;
            }
        }
        return null;
    }

    /** The names of all metrics, in order of first appearance. */
    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    /** All metrics with their meanings, in order of first appearance. */
    List<Metric> metrics() {
        if (metrics == null) {
            metrics = names.stream().map(Metric::of).toList();
        }
        return metrics;
    }

    /** Returns the metric of that name, whether the run has it or not. */
    Metric metric(String name) {
        int place = place(name);
        return place < 0 ? Metric.of(name) : metrics().get(place);
    }

    /** Returns the metric that says which row is the best, judged by all names; null if there is none. */
    Goal goal() {
        if (!isGoalKnown) {
            goal = Goals.of(metrics(), null);
            isGoalKnown = true;
        }
        return goal;
    }

    /**
     * Returns the groups of metrics for the charts with this goal, which may be null. They are kept, since a goal
     * seldom changes.
     */
    List<Group> groups(Goal with) {
        Grouped known = grouped;
        if (known.groups().isEmpty() || !Objects.equals(known.goal(), with)) {
            known = new Grouped(with, List.copyOf(Group.of(metrics(), with)));
            grouped = known;
        }
        return known.groups();
    }

    /** Returns the place of a metric; -1 if there is none of that name. */
    int place(String name) {
        return places.getOrDefault(name, -1);
    }

    int size() {
        return names.size();
    }

    /** The number of the last steps that are to be remembered one by one, at least. */
    int window() {
        return window;
    }

    /** The number of names for which there was no room; at most {@link #MOST}. */
    int leftOut() {
        return leftOut.size();
    }

    /** Returns the number of buckets that each series may have, a power of two. */
    int bucketsEach() {
        int most = Curve.MOST_BUCKETS;
        while (most > FEWEST_BUCKETS && (long) most * names.size() > BUCKETS) {
            most /= 2;
        }
        return most;
    }

    @Override
    public boolean equals(Object other) {
        // The remembered shapes depend on instances, and make no visible difference.
        return other instanceof MetricIndex i && names.equals(i.names) && leftOut.equals(i.leftOut);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names + (leftOut.isEmpty() ? "" : " without " + leftOut);
    }
}
