package io.traindeck.supervise;

import io.traindeck.event.EventBus;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Publishes what the supervisor itself has to tell, at the step that the program has reached.
 *
 * @param step the last step that the program has told
 */
record Announcer(EventBus bus, InstantSource clock, LongSupplier step) {
    void answer(Request request, CommandStatus status, String reason) {
        bus.publish(new CommandAnswered(
                clock.millis(), request.id(), request.command().word(), status, reason));
    }

    void warn(String code, String message) {
        bus.publish(new TrainEvent.Warning(clock.millis(), code, message, step.getAsLong()));
    }

    void paused() {
        bus.publish(new TrainEvent.Paused(clock.millis(), step.getAsLong()));
    }

    void unpaused() {
        bus.publish(new TrainEvent.Unpaused(clock.millis(), step.getAsLong()));
    }
}
