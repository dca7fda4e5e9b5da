package io.traindeck.source.text;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Decides which names are metrics: those that are told a second time. The first telling is held back until then, and
 * handed on before the second. Settings that are printed again at each launch repeat the same numbers, and are not
 * metrics.
 */
final class ToldNames {
    /** The number of names, at most; numbers with yet other names are left out. */
    static final int MOST = 4096;

    /**
     * The number of lines that are held back for one name, at most: a number that is told so often is a metric even if
     * it never changes.
     */
    private static final int MOST_HELD = 64;

    private final Consumer<? super Measured> into;
    private final Map<String, Name> names = new HashMap<>();

    /** The names that were told once, the oldest first. */
    private final ArrayDeque<Name> once = new ArrayDeque<>();

    private final Map<List<String>, Names> shapes = new HashMap<>();
    private long lines;

    ToldNames(Consumer<? super Measured> into) {
        this.into = into;
    }

    /** A name, and what is known of it. */
    static final class Name {
        final String name;
        private boolean metric;
        private double value;

        /** The step at which the name was told last; -1 before the first time. */
        private long step = -1;

        /** The lines that are held back because of the name, by their number. */
        private Map<Long, Line> lines = new TreeMap<>();

        private Name(String name) {
            this.name = name;
        }

        boolean isMetric() {
            return metric;
        }
    }

    /** A line with those of its numbers that are held back, and those that are to be handed on now. */
    private static final class Line {
        final Place place;
        final Map<String, Double> held = new HashMap<>();
        final Map<String, Double> due = new LinkedHashMap<>();

        Line(Place place) {
            this.place = place;
        }
    }

    /** Returns the name's entry; null if there are too many names already. */
    Name name(String text) {
        Name name = names.get(text);
        if (name == null) {
            if (names.size() >= MOST && !forgetOne()) {
                return null;
            }
            name = new Name(text);
            names.put(text, name);
            once.add(name);
        }
        return name;
    }

    private boolean forgetOne() {
        for (Name oldest; (oldest = once.poll()) != null; ) {
            if (!oldest.metric) {
                names.remove(oldest.name);
                return true;
            }
        }
        return false;
    }

    /** Returns whether one of the names was already told at this very step. */
    static boolean repeats(List<Name> told, long step) {
        for (Name name : told) {
            if (name != null && name.step == step) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the last numbers of all names are the same as these. */
    static boolean same(List<Name> told, double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            Name name = told.get(i);
            if (name == null || name.step < 0 || Double.compare(name.value, numbers[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Hands on the numbers of a line whose names are all known to be metrics. */
    void hand(List<Name> told, Names shape, double[] numbers, Place place) {
        for (int i = 0; i < numbers.length; i++) {
            Name name = told.get(i);
            name.value = numbers[i];
            name.step = place.step();
        }
        into.accept(place.with(shape.with(numbers)));
    }

    /**
     * Takes the numbers of a line.
     *
     * @param told the entries of the names; null for a name for which there was no place
     * @param counted whether the line itself tells where it stands, so that it is not a copy of an earlier one
     */
    void tell(List<Name> told, double[] numbers, Place place, boolean counted) {
        Line line = new Line(place);
        TreeMap<Long, Line> earlier = new TreeMap<>();
        for (int i = 0; i < numbers.length; i++) {
            Name name = told.get(i);
            if (name == null) {
                continue;
            }
            if (!name.metric && isAgain(name, numbers[i], place, counted)) {
                name.metric = true;
                release(name, earlier);
            }
            if (name.metric) {
                line.due.put(name.name, numbers[i]);
            } else {
                line.held.put(name.name, numbers[i]);
                name.lines.put(lines, line);
            }
            name.value = numbers[i];
            name.step = place.step();
        }
        lines++;
        earlier.values().forEach(this::hand);
        hand(line);
    }

    /** Returns whether the number tells something new of a name that was held back, rather than repeating it. */
    private static boolean isAgain(Name name, double number, Place place, boolean counted) {
        boolean other = Double.compare(name.value, number) != 0 || counted && name.step != place.step();
        return !name.lines.isEmpty() && (other || name.lines.size() >= MOST_HELD);
    }

    private static void release(Name name, Map<Long, Line> earlier) {
        name.lines.forEach((number, line) -> {
            line.due.put(name.name, line.held.remove(name.name));
            earlier.put(number, line);
        });
        name.lines = Map.of();
    }

    private void hand(Line line) {
        if (!line.due.isEmpty()) {
            double[] numbers =
                    line.due.values().stream().mapToDouble(Double::doubleValue).toArray();
            into.accept(line.place.with(shape(List.copyOf(line.due.keySet())).with(numbers)));
            line.due.clear();
        }
    }

    /** Returns one instance for all lines with these names. */
    Names shape(List<String> told) {
        if (shapes.size() >= MOST) {
            shapes.clear();
        }
        return shapes.computeIfAbsent(told, Names::of);
    }
}
