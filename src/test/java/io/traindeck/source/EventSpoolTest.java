package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.Logs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EventSpoolTest {
    @Property(tries = 20)
    void anyPartOfAnyEventsCanBeReadAgain(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<TrainEvent> events = Logs.random(random, 1 + random.nextInt(2000));
        try (EventSpool spool = new EventSpool()) {
            int added = 0;
            while (added < events.size()) {
                int more = Math.min(events.size(), added + 1 + random.nextInt(700));
                for (TrainEvent event : events.subList(added, more)) {
                    spool.add(event);
                }
                added = more;
                int from = random.nextInt(added);
                int to = from + random.nextInt(added - from + 1);
                List<TrainEvent> read = new ArrayList<>();
                spool.read(from, to, read::add);
                assertThat(read).isEqualTo(events.subList(from, to));
            }
            assertThat(spool.size()).isEqualTo(events.size());
        }
    }
}
