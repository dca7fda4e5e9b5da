package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.testing.Allocation;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The fast way must never write anything but what the general way writes. */
class EventEncoderTest {
    private final EventEncoder encoder = new EventEncoder();
    private final StringBuilder lines = new StringBuilder();

    private void check(TrainEvent event) {
        lines.setLength(0);
        encoder.append(event, lines);
        encoder.append(event, lines);
        String line = EventCodec.encode(event) + "\n";
        assertThat(lines).hasToString(line + line);
    }

    @Property
    void aLineIsThatOfTheGeneralWay(@ForAll long seed) {
        Random random = new Random(seed);
        check(RandomEvents.any(random));
        check(RandomEvents.any(Measured.class, random));
    }

    @Test
    void aMetricMayHaveTheNameOfAnotherKey() {
        for (String name : List.of("event", "time_ms", "step", "epoch", "best")) {
            Names names = Names.of("loss", name, "lr");
            check(new Measured(1, Measured.Kind.VALIDATION, 2, 3, true, names.with(1, 2, Double.NaN)));
            check(new Measured(1, Measured.Kind.STEP, 2, Double.NaN, null, names.with(1, 2, 3)));
        }
    }

    @Test
    void theLineOfAStepTakesNoTreeOfJson() throws Exception {
        TrainEvent step = OwnMetrics.step(1, 2, 3, 0.5, 0.001, 1.5, 300);
        long bytes = Allocation.bytes(() -> {
            lines.setLength(0);
            encoder.append(step, lines);
        });
        long general = Allocation.bytes(() -> EventCodec.encode(step));
        assertThat(bytes).isLessThan(general / 4);
    }
}
