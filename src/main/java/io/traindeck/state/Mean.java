package io.traindeck.state;

/**
 * A running mean that forgets.
 *
 * @param count values so far
 * @param value 0 before the first
 */
record Mean(int count, double value) {
    static final Mean NONE = new Mean(0, 0);

    /** @param leastWeight what a new value counts at least, against all before it */
    Mean with(double next, double leastWeight) {
        return new Mean(count + 1, value + (next - value) * Math.max(leastWeight, 1.0 / (count + 1)));
    }
}
