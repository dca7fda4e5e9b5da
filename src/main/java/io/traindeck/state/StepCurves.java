package io.traindeck.state;

import io.traindeck.event.TrainEvent.Step;

/**
 * The curves of all steps up to one moment.
 *
 * @param lastStep 0 before the first
 * @param last the last step itself; null before the first, and where the log was cut back beyond what is remembered
 */
public record StepCurves(int lastStep, Step last, Curve loss, Curve gradNorm, Curve lr) {
    static final StepCurves EMPTY = new StepCurves(0, null, Curve.EMPTY, Curve.EMPTY, Curve.EMPTY);

    /** @param step later than {@link #lastStep} */
    StepCurves append(Step step) {
        int n = step.step();
        return new StepCurves(
                n, step, loss.append(n, step.loss()), gradNorm.append(n, step.gradNorm()), lr.append(n, step.lr()));
    }

    /** @param step earlier than {@link #lastStep} */
    StepCurves cut(int step) {
        return new StepCurves(step, null, loss.cut(step), gradNorm.cut(step), lr.cut(step));
    }
}
