package io.traindeck.event;

import java.util.Arrays;

/** Numbers with names: one line's metrics. Any number may be NaN or infinite. */
public final class Values {
    /** The values of a line without metrics. */
    public static final Values NONE = Names.of().with();

    private final Names names;
    private final double[] numbers;

    Values(Names names, double[] numbers) {
        if (names.size() != numbers.length) {
            throw new IllegalArgumentException(numbers.length + " numbers for " + names);
        }
        this.names = names;
        this.numbers = numbers;
    }

    public Names names() {
        return names;
    }

    /** The number of values of the line. */
    public int size() {
        return numbers.length;
    }

    /** Returns the number at {@code index}, from 0. */
    public double at(int index) {
        return numbers[index];
    }

    /** Returns the number of that name; NaN if there is none. */
    public double get(String name) {
        int index = names.indexOf(name);
        return index < 0 ? Double.NaN : numbers[index];
    }

    /** Returns whether there is a number of that name, even if it is NaN. */
    public boolean has(String name) {
        return names.indexOf(name) >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values v && names.equals(v.names) && Arrays.equals(numbers, v.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < numbers.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names.get(i)).append('=').append(numbers[i]);
        }
        return text.append('}').toString();
    }
}
