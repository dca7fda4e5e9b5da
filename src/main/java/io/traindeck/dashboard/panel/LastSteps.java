package io.traindeck.dashboard.panel;

import io.traindeck.state.Curve;

/** The value of the last steps of a curve: single steps are too noisy to be read, and a whole epoch is too late. */
final class LastSteps {
    /** The mean of this many points is calm enough to be read while it changes. */
    private static final int ENOUGH = 50;

    /** A young curve falls fast, so at most one in so many of its points is taken. */
    private static final int SHARE = 20;

    private LastSteps() {}

    /**
     * The mean of the last {@value #ENOUGH} points, or of the last twentieth if there are fewer than a thousand. If the
     * curve has forgotten single points, somewhat more of them are taken. If the last value is not finite, it is
     * returned alone, because everybody must see it; without a point, NaN.
     */
    static double mean(Curve curve) {
        if (!Double.isFinite(curve.lastValue())) {
            return curve.lastValue();
        }
        int wanted = Math.max(1, Math.min(ENOUGH, points(curve) / SHARE));
        double sum = 0;
        int count = 0;
        for (int bucket = curve.size() - 1; bucket >= 0 && count < wanted; bucket--) {
            if (!curve.isGap(bucket)) {
                sum += curve.sum(bucket);
                count += curve.finite(bucket);
            }
        }
        return sum / count;
    }

    private static int points(Curve curve) {
        return (int) Math.min(Integer.MAX_VALUE, (long) curve.size() * curve.width());
    }
}
