package io.traindeck.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Description;
import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RetellingTest {
    private final EventBus bus = new EventBus((subscriber, failure) -> {
        throw failure;
    });

    @Test
    void aProgramThatGoesOnAfterItsEndHasNotEnded() {
        Retelling retelling = new Retelling(bus, InstantSource.system(), "a", Description.NONE, Past.none());
        RunEnded ended = new RunEnded(1, EndReason.STOPPED, 10, null, "");
        retelling.own(ended);
        assertThat(retelling.end()).contains(ended);
        retelling.own(new RunResumed(2, 10, 2, ""));
        assertThat(retelling.end()).isEmpty();
    }
}
