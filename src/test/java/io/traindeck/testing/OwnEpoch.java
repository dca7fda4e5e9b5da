package io.traindeck.testing;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;
import java.util.Optional;

/** An epoch of our own trainer, with its metrics as fields. */
public record OwnEpoch(
        long timeMs,
        int epoch,
        int step,
        double trainLoss,
        double trainAcc,
        double valLoss,
        double valAcc,
        double lr,
        double gradNormMean,
        double gradNormMax,
        double seconds,
        boolean best,
        int badEpochs) {
    /** Returns the event as an epoch; empty if it is none. */
    public static Optional<OwnEpoch> of(TrainEvent event) {
        if (!(event instanceof Measured m) || m.kind() != Measured.Kind.EPOCH) {
            return Optional.empty();
        }
        Values values = m.values();
        return Optional.of(new OwnEpoch(
                m.timeMs(),
                (int) m.epoch(),
                (int) m.step(),
                values.get(OwnMetrics.TRAIN_LOSS),
                values.get(OwnMetrics.TRAIN_ACC),
                values.get(OwnMetrics.VAL_LOSS),
                values.get(OwnMetrics.VAL_ACC),
                values.get(OwnMetrics.LR),
                values.get(OwnMetrics.GRAD_NORM_MEAN),
                values.get(OwnMetrics.GRAD_NORM_MAX),
                values.get(OwnMetrics.SECONDS),
                m.best(),
                (int) values.get(OwnMetrics.BAD_EPOCHS)));
    }

    /** Whether the event is an epoch. */
    public static boolean is(TrainEvent event) {
        return of(event).isPresent();
    }
}
