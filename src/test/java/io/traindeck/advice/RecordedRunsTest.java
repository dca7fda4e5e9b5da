package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.run.EventLogReader;
import io.traindeck.testing.OwnEpoch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real runs: on CIFAR-10, on a machine that others used too, and on shapes, of which all epochs and every tenth step
 * are kept.
 */
class RecordedRunsTest {
    @ParameterizedTest
    @CsvSource({
        "runs/baseline/events.jsonl, 10",
        "runs/upgraded/events.jsonl, 10",
        "src/test/resources/advice/healthy-shapes.jsonl, 30"
    })
    void aHealthyRunIsGivenNoAdvice(String log, int epochs) throws IOException {
        List<TrainEvent> events = events(log);
        assertThat(events).filteredOn(event -> OwnEpoch.is(event)).hasSize(epochs);
        assertThat(advice(events)).isEmpty();
    }

    @Test
    void theRunThatLearnsByHeartIsTold() throws IOException {
        assertThat(advice(events("runs/vanilla/events.jsonl")))
                .extracting(Warning::code)
                // The second: others took the cores from it.
                .containsExactly("gap_grows", "throughput_low");
    }

    private static List<TrainEvent> events(String log) throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        try (EventLogReader reader = new EventLogReader(Path.of(log))) {
            reader.poll(events::add);
        }
        return events;
    }

    private static List<Warning> advice(List<TrainEvent> events) {
        Adviser adviser = new Adviser();
        List<Warning> advice = new ArrayList<>();
        events.forEach(event -> advice.addAll(adviser.take(event)));
        return advice;
    }
}
