package io.traindeck.text;

import java.util.Collection;
import java.util.List;

/** Finds the middle of some numbers. */
public final class Median {
    private Median() {}

    /**
     * Returns the middle one of some numbers in their order, or the mean of the two in the middle.
     *
     * @param values at least one number
     */
    public static double of(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
