package io.traindeck.testing;

import io.traindeck.event.TrainEvent;
import java.util.Optional;

/** Events by their class, where {@link OwnStep} and {@link OwnEpoch} count as classes of events. */
public final class EventKinds {
    private EventKinds() {}

    /** Returns the event as that kind; empty if it is of another kind. */
    public static <T> Optional<T> as(Class<T> kind, TrainEvent event) {
        Optional<?> seen = kind == OwnStep.class
                ? OwnStep.of(event)
                : kind == OwnEpoch.class
                        ? OwnEpoch.of(event)
                        : Optional.of(event).filter(kind::isInstance);
        return seen.map(kind::cast);
    }
}
