package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A log that was read in one go: what it measured, and how many records could not be understood. */
record LogReading(List<Measured> events, long unreadable) {
    static LogReading of(Format format, Path path) throws IOException {
        List<Measured> events = new ArrayList<>();
        try (EventSource source = format.open(path, events::clear)) {
            source.poll(Integer.MAX_VALUE, event -> events.add((Measured) event));
            assertThat(source.share()).isEqualTo(1);
            return new LogReading(events, source.unreadable());
        }
    }
}
