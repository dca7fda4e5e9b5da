package io.traindeck.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.traindeck.event.TrainEvent;

/** Writes and reads events of one type in a line of the log, beside the key {@code "event"}. */
interface EventJson<E extends TrainEvent> {
    /** Adds the event's keys, {@code "time_ms"} first. */
    void write(E event, JsonObject line);

    /**
     * Reads the event back.
     *
     * @param word the value of {@code "event"}
     * @throws JsonParseException if a key that the event cannot do without is missing, or of the wrong type
     */
    E read(String word, JsonObject line);

    /** Returns the JSON of events in which each component is a key that must be there. */
    static <R extends Record & TrainEvent> EventJson<R> of(Class<R> type) {
        RecordJson<R> json = RecordJson.of(type);
        return new EventJson<>() {
            @Override
            public void write(R event, JsonObject line) {
                json.writeInto(line, event);
            }

            @Override
            public R read(String word, JsonObject line) {
                return json.read(line);
            }
        };
    }
}
