package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.testing.OwnEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repair as a trainer meets it, which opens a log to append to it. */
class TornLineTest {
    @TempDir
    Path dir;

    private String repair(String content) throws Exception {
        return new String(repair(content.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private byte[] repair(byte[] content) throws Exception {
        Path log = dir.resolve("events.jsonl");
        Files.write(log, content);
        EventLogFile file = new EventLogFile(log);
        file.close();
        byte[] repaired = Files.readAllBytes(log);
        assertThat(file.repaired().isPresent()).isEqualTo(!Arrays.equals(content, repaired));
        return repaired;
    }

    @Test
    void aWholeLogIsLeftAlone() throws Exception {
        assertThat(repair("")).isEmpty();
        assertThat(repair("garbage\n\0\n")).isEqualTo("garbage\n\0\n");
    }

    @Test
    void anEventWithoutItsEndGetsIt() throws Exception {
        String event = EventCodec.encode(OwnEvents.step(2));
        assertThat(repair("garbage\n" + event)).isEqualTo("garbage\n" + event + "\n");
        assertThat(repair(event)).isEqualTo(event + "\n");
        assertThat(repair("{\"event\":\"of a later version\",\"time_ms\":1}"))
                .isEqualTo("{\"event\":\"of a later version\",\"time_ms\":1}\n");
    }

    @Test
    void anythingElseAfterTheLastEndIsCutOff() throws Exception {
        assertThat(repair("a\nb")).isEqualTo("a\n");
        assertThat(repair("{}")).isEmpty();
        assertThat(repair("a\n" + "\0".repeat(200_000))).isEqualTo("a\n");
        assertThat(repair("a\n" + EventCodec.encode(OwnEvents.step(2)) + "\0")).isEqualTo("a\n");
        assertThat(repair("x".repeat(EventLogReader.MAX_LINE + 1))).isEmpty();
    }

    @Test
    void atWhateverByteTheLogWasTorn() throws Exception {
        List<TrainEvent> events = Logs.random(new Random(3), 10);
        byte[] whole = Logs.bytes(events);
        for (int length = 0; length <= whole.length; length++) {
            byte[] repaired = repair(Arrays.copyOf(whole, length));
            int lineEnd = length;
            while (lineEnd > 0 && whole[lineEnd - 1] != '\n') {
                lineEnd--;
            }
            boolean onlyEndMissing = length < whole.length && length > lineEnd && whole[length] == '\n';
            assertThat(repaired).isEqualTo(Arrays.copyOf(whole, onlyEndMissing ? length + 1 : lineEnd));
        }
    }
}
