package io.traindeck.testing;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import java.util.Optional;

/** A step of our own trainer, with its metrics as fields. */
public record OwnStep(long timeMs, int step, int epoch, double loss, double lr, double gradNorm, double imagesPerS) {
    /** Returns the event as a step; empty if it is none. */
    public static Optional<OwnStep> of(TrainEvent event) {
        return event instanceof Measured m && m.kind() == Measured.Kind.STEP
                ? Optional.of(new OwnStep(
                        m.timeMs(),
                        (int) m.step(),
                        (int) m.epoch(),
                        m.values().get(OwnMetrics.LOSS),
                        m.values().get(OwnMetrics.LR),
                        m.values().get(OwnMetrics.GRAD_NORM),
                        m.values().get(OwnMetrics.IMAGES_PER_S)))
                : Optional.empty();
    }

    /** Whether the event is a step. */
    public static boolean is(TrainEvent event) {
        return of(event).isPresent();
    }
}
