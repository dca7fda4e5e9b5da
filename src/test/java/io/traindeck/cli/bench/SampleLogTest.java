package io.traindeck.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.EventLogReader;
import io.traindeck.source.EventSource;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLogTest {
    @TempDir
    private Path dir;

    @Test
    void theNumbersBetweenImagesAreReadAsTheyWereWritten() throws IOException {
        Path file = SampleLog.TENSORBOARD_IMAGES.write(dir, 200);
        LoggedRun run = Formats.all().find(file).orElseThrow();
        List<Measured> measured = new ArrayList<>();
        try (EventSource source = run.open(() -> {})) {
            while (source.poll(1000, event -> measuredInto(event, measured)) > 0) {
                assertThat(source.unreadable()).isZero();
            }
        }
        assertThat(measured).hasSize(5);
        assertThat(measured.get(4).step()).isEqualTo(5);
        assertThat(measured.get(4).values().get("loss/train")).isEqualTo(0.2f);
    }

    private static void measuredInto(TrainEvent event, List<Measured> measured) {
        if (event instanceof Measured numbers) {
            measured.add(numbers);
        }
    }

    @Test
    void aRunHasAsManyMetricsAsWanted() throws IOException {
        List<String> lines = new ArrayList<>();
        new SyntheticRun(10, 50, 1_700_000_000_000L, lines::add).steps(3);
        List<Measured> steps = new ArrayList<>();
        try (EventLogReader reader = new EventLogReader(Files.write(dir.resolve("events.jsonl"), lines))) {
            reader.poll(event -> measuredInto(event, steps));
        }
        assertThat(steps).hasSize(3).allMatch(step -> step.values().size() == 50);
    }
}
