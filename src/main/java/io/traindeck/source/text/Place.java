package io.traindeck.source.text;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;

/** The place in the run at which a line's numbers were measured. */
record Place(long timeMs, Measured.Kind kind, long step, double epoch) {
    Measured with(Values values) {
        return new Measured(timeMs, kind, step, epoch, null, values);
    }
}
