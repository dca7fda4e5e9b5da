package io.traindeck.state;

import io.traindeck.event.TrainEvent.Measured;

/**
 * How far the training is.
 *
 * @param step the last one that anything was measured at; -1 before the first
 * @param hasZero whether something was measured before the first update
 * @param epoch of the last step; NaN where unknown
 * @param epochNorm largest gradient norm since that epoch began; NaN before the first
 */
public record Progress(long step, boolean hasZero, double epoch, double epochNorm) {
    static final Progress NONE = new Progress(-1, false, Double.NaN, Double.NaN);

    /**
     * After a step.
     *
     * @param goesBack whether a series has begun anew from there
     * @param norm NaN where there is none
     */
    Progress step(Measured step, boolean goesBack, double norm) {
        boolean sameEpoch = Double.compare(Math.floor(step.epoch()), Math.floor(epoch)) == 0;
        return new Progress(
                goesBack ? step.step() : Math.max(this.step, step.step()),
                hasZero || step.step() == 0,
                step.epoch(),
                larger(sameEpoch ? epochNorm : Double.NaN, norm));
    }

    /** After a row. */
    Progress row(long rowStep) {
        return new Progress(Math.max(step, rowStep), hasZero || rowStep == 0, epoch, epochNorm);
    }

    /** The run goes on from {@code fromStep}, in {@code nextEpoch}. */
    Progress backTo(long fromStep, int nextEpoch) {
        return new Progress(Math.min(step, Math.max(-1, fromStep)), hasZero, nextEpoch, Double.NaN);
    }

    /** The larger one; a number where only one is a number. */
    private static double larger(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }
}
