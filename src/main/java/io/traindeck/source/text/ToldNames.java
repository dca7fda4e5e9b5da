package io.traindeck.source.text;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Decides which names are metrics: those that are told a second time. The first telling is held back until then, and
 * handed on before the second. Settings that are printed again at each launch tell the same again and are no metrics.
 */
final class ToldNames {
    /** Names at most; what a log tells by yet other names is left out. */
    static final int MOST = 4096;

    /** Lines at most that are held back for one name: a number that is told so often is a metric though it never changes. */
    private static final int MOST_HELD = 64;

    private final Consumer<? super Measured> into;
    private final Map<String, Name> names = new HashMap<>();

    /** Names that were told once, the oldest first. */
    private final ArrayDeque<Name> once = new ArrayDeque<>();

    private long lines;

    ToldNames(Consumer<? super Measured> into) {
        this.into = into;
    }

    /** What is known of a name. */
    static final class Name {
        final String name;
        private boolean metric;
        private double value;

        /** -1 before it was told for the first time. */
        private long step = -1;

        private List<Held> held = new ArrayList<>(1);

        private Name(String name) {
            this.name = name;
        }

        boolean isMetric() {
            return metric;
        }
    }

    /** A line that is held back, with those of its numbers that are not handed on yet. */
    private static final class Held {
        final long line;
        final Place place;
        final Map<String, Double> numbers = new TreeMap<>();

        Held(long line, Place place) {
            this.line = line;
            this.place = place;
        }
    }

    /** The name's entry; null if there are too many names already. */
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

    /** Whether one of the names was told at this very step before. */
    static boolean repeats(List<Name> told, long step) {
        for (Name name : told) {
            if (name != null && name.step == step) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of the names have been told with these numbers, last. */
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
     * @param told null for a name that found no place
     * @param counted whether the line tells itself where it stands, so that it is no copy of an earlier one
     */
    void tell(List<Name> told, double[] numbers, Place place, boolean counted) {
        Held line = new Held(lines++, place);
        List<String> metrics = new ArrayList<>();
        List<Double> now = new ArrayList<>();
        TreeMap<Long, Held> confirmed = new TreeMap<>();
        Map<Held, List<String>> which = new HashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            Name name = told.get(i);
            if (name == null) {
                continue;
            }
            if (!name.metric) {
                boolean again = !name.held.isEmpty();
                boolean other = Double.compare(name.value, numbers[i]) != 0 || counted && name.step != place.step();
                if (again && (other || name.held.size() >= MOST_HELD)) {
                    name.metric = true;
                    for (Held held : name.held) {
                        confirmed.put(held.line, held);
                        which.computeIfAbsent(held, h -> new ArrayList<>()).add(name.name);
                    }
                    name.held = List.of();
                } else {
                    line.numbers.put(name.name, numbers[i]);
                    name.held.add(line);
                }
            }
            if (name.metric) {
                metrics.add(name.name);
                now.add(numbers[i]);
            }
            name.value = numbers[i];
            name.step = place.step();
        }
        for (Held held : confirmed.values()) {
            List<String> given = which.get(held);
            into.accept(held.place.with(Names.of(given)
                    .with(given.stream().mapToDouble(held.numbers::remove).toArray())));
        }
        if (!metrics.isEmpty()) {
            into.accept(place.with(Names.of(metrics)
                    .with(now.stream().mapToDouble(Double::doubleValue).toArray())));
        }
    }
}
