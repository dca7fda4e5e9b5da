package io.traindeck.cli.trainer;

import io.traindeck.advice.Adviser;
import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Publishes what is going wrong in a run, each time right after the event that shows it. Its own warnings come back to
 * it and say nothing to the adviser, so it does not go on for ever.
 */
final class TrainerAdvice implements Consumer<TrainEvent> {
    private final Adviser adviser = new Adviser();
    private final EventBus bus;

    TrainerAdvice(EventBus bus) {
        this.bus = bus;
    }

    /**
     * Reads what happened before, so that a run that goes on is advised as if it had never stopped.
     *
     * @param also is handed the same events
     */
    void catchUp(Path log, Consumer<? super TrainEvent> also) throws IOException {
        try (EventLogReader reader = new EventLogReader(log)) {
            reader.poll(event -> {
                adviser.take(event);
                also.accept(event);
            });
        }
    }

    @Override
    public void accept(TrainEvent event) {
        adviser.take(event).forEach(bus::publish);
    }
}
