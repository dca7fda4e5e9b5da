package io.traindeck.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.Description;
import io.traindeck.event.EventBus;
import io.traindeck.event.Plan;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.testing.OwnEvents;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    @Test
    void whatADescriptionDoesNotSayAgainStays() {
        Retelling retelling = new Retelling(bus, InstantSource.system(), "a", Description.NONE, Past.none());
        Set<String> commands = Set.of("checkpoint");
        retelling.own(new RunStarted(1, "a", new Description(Plan.UNKNOWN, null, commands, Map.of()), null));
        retelling.own(new Described(2, Description.of(Plan.UNKNOWN, Map.of("depth", "3"))));
        assertThat(retelling.isProgramsOwn(Request.of("1", Command.CHECKPOINT))).isTrue();
    }

    @Test
    void aProgramThatHasToldItsEndObeysNothingItself() {
        List<Described> described = new ArrayList<>();
        bus.subscribe(event -> {
            if (event instanceof Described each) {
                described.add(each);
            }
        });
        Description ours = new Description(Plan.UNKNOWN, null, Set.of("pause", "stop"), Map.of());
        Retelling retelling = new Retelling(bus, InstantSource.system(), "a", ours, Past.none());
        Set<String> commands = Set.of("checkpoint", "stop");
        retelling.own(new RunStarted(1, "a", new Description(Plan.UNKNOWN, null, commands, Map.of()), null));
        retelling.own(new RunEnded(2, EndReason.COMPLETED, 10, null, ""));
        assertThat(retelling.isProgramsOwn(Request.of("1", Command.STOP))).isFalse();
        assertThat(described)
                .singleElement()
                .satisfies(last -> assertThat(last.about().commands()).containsExactlyInAnyOrder("pause", "stop"));
    }

    @Test
    void aRunThatBeginsAnewCountsItsStepsAnew() {
        Retelling retelling = new Retelling(bus, InstantSource.system(), "a", Description.NONE, Past.none());
        retelling.own(new RunStarted(1, "a", Description.NONE, null));
        retelling.own(OwnEvents.step(1000));
        retelling.own(new RunStarted(2, "a", Description.NONE, null));
        retelling.own(OwnEvents.step(5));
        assertThat(retelling.step()).isEqualTo(5);
    }
}
