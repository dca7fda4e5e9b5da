package io.traindeck.state;

import io.traindeck.event.TrainEvent.Measured;

/**
 * The progress of the training.
 *
 * @param step the last step at which anything was measured; -1 before the first
 * @param hasZero whether something was measured before the first update
 * @param epoch the epoch of the last step; NaN if unknown
 * @param epochNorm the largest gradient norm since that epoch began; NaN before the first
 */
public record Progress(long step, boolean hasZero, double epoch, double epochNorm) {
    static final Progress NONE = new Progress(-1, false, Double.NaN, Double.NaN);

    /**
     * Returns the progress after a step.
     *
     * @param goesBack whether a series has begun anew from there
     * @param norm the gradient norm; NaN if there is none
     */
    Progress step(Measured step, boolean goesBack, double norm) {
        boolean sameEpoch = Double.compare(Math.floor(step.epoch()), Math.floor(epoch)) == 0;
        return new Progress(
                goesBack ? step.step() : Math.max(this.step, step.step()),
                hasZero || step.step() == 0,
                step.epoch(),
                larger(sameEpoch ? epochNorm : Double.NaN, norm));
    }

    /** Returns the progress after a row. */
    Progress row(long rowStep) {
        return new Progress(Math.max(step, rowStep), hasZero || rowStep == 0, epoch, epochNorm);
    }

    /** Returns the progress of a run that goes on from {@code fromStep}, in {@code nextEpoch}. */
    Progress backTo(long fromStep, int nextEpoch) {
        return new Progress(Math.min(step, Math.max(-1, fromStep)), hasZero, nextEpoch, Double.NaN);
    }

    /** Returns the larger one, or the one that is a number if only one is. */
    private static double larger(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }
}
