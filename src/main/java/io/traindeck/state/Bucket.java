package io.traindeck.state;

/**
 * Some neighbouring values of a curve as one: nothing finite in it lies outside {@code min} to {@code max}.
 *
 * @param index which bucket of the curve this is, from 0: it holds the steps {@code index * width + 1} to
 *     {@code (index + 1) * width}
 * @param finite how many finite values it holds; {@code min}, {@code max} and {@code sum} are theirs
 * @param gaps how many values it holds that are NaN or infinite
 */
public record Bucket(int index, int finite, int gaps, double min, double max, double sum) {

    static Bucket of(int index, double value) {
        return Double.isFinite(value)
                ? new Bucket(index, 1, 0, value, value, value)
                : new Bucket(index, 0, 1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);
    }

    /** Mean of the finite values; NaN where there is none. */
    public double mean() {
        return finite == 0 ? Double.NaN : sum / finite;
    }

    /** Whether all that it holds is a gap. */
    public boolean isGap() {
        return finite == 0;
    }

    Bucket and(double value) {
        return Double.isFinite(value)
                ? new Bucket(index, finite + 1, gaps, Math.min(min, value), Math.max(max, value), sum + value)
                : new Bucket(index, finite, gaps + 1, min, max, sum);
    }

    /** Both as one, at the place of this one. */
    public Bucket and(Bucket other) {
        return new Bucket(
                index,
                finite + other.finite,
                gaps + other.gaps,
                Math.min(min, other.min),
                Math.max(max, other.max),
                sum + other.sum);
    }

    Bucket withIndex(int newIndex) {
        return new Bucket(newIndex, finite, gaps, min, max, sum);
    }
}
