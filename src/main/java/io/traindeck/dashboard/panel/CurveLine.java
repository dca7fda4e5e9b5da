package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Role;
import io.traindeck.metric.Metric;
import io.traindeck.state.Curve;

/**
 * One line of a chart.
 *
 * @param byStep whether it was measured on training data at single steps; otherwise at validations and at the ends of
 *     epochs
 */
record CurveLine(Metric metric, Curve curve, boolean byStep, Role role) {

    /** A value as the screen writes it. */
    String text(double value) {
        return metric.text(value, curve.least(), curve.most());
    }

    /** The last value; where there are many, the mean of the last few. */
    double last() {
        return curve.mean(curve.size() - 1);
    }
}
