package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.testing.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogWriterFaultTest {
    @TempDir
    private Path dir;

    @Test
    void whoeverWaitsForTheDiskIsLetGoIfTheWritersThreadDies() throws Exception {
        EventLogWriter writer = new EventLogWriter(dir.resolve("events.jsonl"), new Silent(), Duration.ofMillis(5), 10);
        writer.accept(new Measured(1, Measured.Kind.STEP, 1, Double.NaN, null, null)); // Without values it has no line.
        assertThat(assertTimeoutPreemptively(Patience.LIMIT, writer::sync)).isFalse();
        assertThatThrownBy(writer::close)
                .isInstanceOf(IOException.class)
                .hasMessage("the last events of the run could not be written to its log");
    }

    private static final class Silent implements EventLogWriter.Alarm {
        @Override
        public void writeFailed(IOException reason) {}

        @Override
        public void writeRecovered(long lost) {}

        @Override
        public void folderGone() {}
    }
}
