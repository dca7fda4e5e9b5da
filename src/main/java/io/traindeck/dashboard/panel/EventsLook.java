package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.output.TextSearch;
import io.traindeck.event.TrainEvent;

/**
 * A viewer's search among the events.
 *
 * @param search null for nothing
 * @param found the event that was found last; null for none
 * @param isDue whether the search has not been made yet
 */
record EventsLook(TextSearch search, TrainEvent found, boolean isDue) {
    static final EventsLook NONE = new EventsLook(null, null, false);

    /** A search for the text that somebody typed; an empty text ends the search. */
    static EventsLook of(String typed) {
        return typed.isEmpty() ? NONE : new EventsLook(TextSearch.of(typed), null, true);
    }

    EventsLook withFound(TrainEvent event) {
        return new EventsLook(search, event, false);
    }
}
