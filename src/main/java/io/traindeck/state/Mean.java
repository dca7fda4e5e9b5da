package io.traindeck.state;

/**
 * A running mean that gradually forgets older values.
 *
 * @param count the number of values so far
 * @param value the mean; 0 before the first value
 */
record Mean(int count, double value) {
    static final Mean NONE = new Mean(0, 0);

    /** @param leastWeight the least weight of a new value, against all values before it */
    Mean with(double next, double leastWeight) {
        return new Mean(count + 1, value + (next - value) * Math.max(leastWeight, 1.0 / (count + 1)));
    }
}
