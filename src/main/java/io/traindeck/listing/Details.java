package io.traindeck.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of a run that a query can ask for by name: its dials, the facts that it tells, and its metrics. They take
 * little memory, for there may be ten thousand runs: runs that are alike share the names.
 */
public final class Details {
    /** The names, sorted, in the form of {@link #key}. */
    private final List<String> names;

    /** The number of each name; NaN if its value is not a number. */
    private final double[] numbers;

    /** The text of each name; empty if its value is a number. */
    private final List<String> texts;

    private Details(List<String> names, double[] numbers, List<String> texts) {
        this.names = names;
        this.numbers = numbers;
        this.texts = texts;
    }

    /**
     * Collects what is known of a run.
     *
     * <p>For one thread.
     */
    public static final class Maker {
        private final SortedMap<String, Object> values = new TreeMap<>();

        /** Adds a value unless there is one of that name; a text that is a number counts as one. */
        public Maker add(String name, String text) {
            values.putIfAbsent(key(name), valueOf(text));
            return this;
        }

        /** Adds a number unless there is a value of that name. */
        public Maker add(String name, double number) {
            values.putIfAbsent(key(name), number);
            return this;
        }

        /** Adds a text, whatever it looks like, unless there is a value of that name. */
        public Maker addText(String name, String text) {
            values.putIfAbsent(key(name), text);
            return this;
        }

        private static Object valueOf(String text) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                return text;
            }
        }

        /** Returns the values that were added, which share nothing with those of other runs. */
        public Details make() {
            return make(new Lore());
        }

        Details make(Lore lore) {
            double[] numbers = new double[values.size()];
            List<String> texts = new ArrayList<>(numbers.length);
            for (Map.Entry<String, Object> value : values.entrySet()) {
                boolean isNumber = value.getValue() instanceof Double;
                numbers[texts.size()] = isNumber ? (Double) value.getValue() : Double.NaN;
                texts.add(isNumber ? "" : value.getValue().toString());
            }
            return new Details(lore.shared(List.copyOf(values.keySet())), numbers, lore.shared(texts));
        }
    }

    /** Returns the form in which names are looked for: {@code max-lr} and {@code Max_LR} are the same name. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private int index(String name) {
        return Collections.binarySearch(names, key(name));
    }

    /** Returns whether the run has a value of that name, in whatever case. */
    public boolean has(String name) {
        return index(name) >= 0;
    }

    /** The number of that name; NaN if there is none. */
    public double number(String name) {
        int index = index(name);
        return index < 0 ? Double.NaN : numbers[index];
    }

    /** The text of that name; empty if there is none, or it is a number. */
    public String text(String name) {
        int index = index(name);
        return index < 0 ? "" : texts.get(index);
    }

    /** The names, sorted. */
    public List<String> names() {
        return names;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Details details
                && names.equals(details.names)
                && Arrays.equals(numbers, details.numbers)
                && texts.equals(details.texts);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
