package io.traindeck.text;

import java.util.Collection;

/**
 * The middle of some numbers, and how far they lie from it.
 *
 * @param mean their mean
 * @param deviation their sample standard deviation; NaN for a single number, which cannot tell it
 */
public record Spread(double mean, double deviation) {
    /** @param values at least one number */
    public static Spread of(Collection<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return new Spread(mean, values.size() == 1 ? Double.NaN : Math.sqrt(squares / (values.size() - 1)));
    }
}
