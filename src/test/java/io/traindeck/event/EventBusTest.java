package io.traindeck.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.Warning;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBusTest {
    private static final Paused PAUSED = new Paused(1, 7);
    private static final Warning WARNING = new Warning(2, "code", "message", 7);
    private static final Warning FAILED = new Warning(3, "failed", "message", 7);

    private final List<TrainEvent> before = new ArrayList<>();
    private final List<TrainEvent> after = new ArrayList<>();
    private EventBus bus;

    @Test
    void anEventThatASubscriberPublishesComesAfterTheOneThatItTakes() {
        bus = new EventBus((subscriber, failure) -> bus.publish(FAILED));
        bus.subscribe(before::add);
        bus.subscribe(event -> {
            if (event.equals(PAUSED)) {
                bus.publish(WARNING);
                throw new IllegalStateException("a fault");
            }
        });
        bus.subscribe(after::add);

        bus.publish(PAUSED);

        assertThat(before).containsExactly(PAUSED, WARNING, FAILED);
        assertThat(after).isEqualTo(before);
    }
}
