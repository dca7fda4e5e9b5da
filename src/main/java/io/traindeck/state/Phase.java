package io.traindeck.state;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunEnded;

/**
 * The last known activity of the trainer.
 *
 * @param paused whether there are no steps until the run goes on
 * @param validating whether a validation is under way
 * @param ended the end of the run; null unless the last trainer ended it
 */
public record Phase(boolean paused, boolean validating, RunEnded ended) {
    /**
     * Returns whether a trainer may take the run up again without being asked: the run has not ended, or was told to
     * end only for now.
     */
    public boolean mayGoOn() {
        return ended == null
                || ended.reason() == TrainEvent.EndReason.TERMINATED
                || ended.reason() == TrainEvent.EndReason.PARKED;
    }

    static final Phase TRAINING = new Phase(false, false, null);
    private static final Phase VALIDATING = new Phase(false, true, null);

    Phase apply(TrainEvent event) {
        if (isStep(event) || event instanceof TrainEvent.RunResumed) {
            return TRAINING;
        } else if (event instanceof TrainEvent.Validating) {
            return VALIDATING;
        } else if (event instanceof TrainEvent.Measured) {
            return new Phase(paused, false, ended);
        } else if (event instanceof TrainEvent.Paused) {
            return new Phase(true, validating, ended);
        } else if (event instanceof TrainEvent.Unpaused) {
            return new Phase(false, validating, ended);
        } else if (event instanceof RunEnded end) {
            return new Phase(false, false, end);
        }
        return this;
    }

    private static boolean isStep(TrainEvent event) {
        return event instanceof TrainEvent.Measured measured && measured.kind() == TrainEvent.Measured.Kind.STEP;
    }
}
