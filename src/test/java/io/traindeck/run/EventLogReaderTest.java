package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.event.TrainEvent;
import io.traindeck.testing.OwnEvents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogReaderTest {
    @TempDir
    Path dir;

    private final List<TrainEvent> events = new ArrayList<>();
    private int restarts;
    private Path log;
    private EventLogReader reader;

    @BeforeEach
    void open() {
        log = dir.resolve("events.jsonl");
        reader = new EventLogReader(log, () -> {
            restarts++;
            events.clear();
        });
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
    }

    private void append(byte[] bytes) throws IOException {
        Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void append(String text) throws IOException {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    private void append(List<? extends TrainEvent> more) throws IOException {
        append(Logs.bytes(more));
    }

    /** That LF is easily lost when somebody copies the log through an editor or cuts it to so many bytes. */
    @Test
    void theEndOfARunIsTakenWithoutItsLastByteAndNothingElseIs() throws IOException {
        TrainEvent end = OwnEvents.ended(9, TrainEvent.EndReason.COMPLETED, 3, 1, 0.5, "");
        String line = EventCodec.encode(end);
        append(Logs.steps(1, 3));
        append(line.substring(0, line.length() - 1));
        reader.poll(events::add);
        assertThat(events).hasSize(3);
        append("}");
        reader.poll(events::add);
        reader.poll(events::add);
        assertThat(events).hasSize(4).last().isEqualTo(end);

        // A trainer that takes the run up again gives the line its end first.
        append("\n");
        append(Logs.steps(4, 5));
        reader.poll(events::add);
        assertThat(events).hasSize(6);
        assertThat(reader.unreadableLines()).isZero();

        String step = EventCodec.encode(Logs.steps(6, 6).get(0));
        append(step);
        reader.poll(events::add);
        assertThat(events).hasSize(6);
        append("\n");
        reader.poll(events::add);
        assertThat(events).hasSize(7);
    }

    @Test
    void aMissingLogHoldsNothingYet() throws IOException {
        assertThat(reader.poll(events::add)).isZero();
        append(Logs.steps(1, 3));
        assertThat(reader.poll(events::add)).isEqualTo(3);
        assertThat(events).isEqualTo(Logs.steps(1, 3));
        assertThat(restarts).isZero();
    }

    @Test
    void eachPollHandsOnWhatWasAppended() throws IOException {
        append(Logs.steps(1, 3));
        reader.poll(events::add);
        assertThat(reader.poll(events::add)).isZero();
        append(Logs.steps(4, 5));
        reader.poll(events::add);
        assertThat(events).isEqualTo(Logs.steps(1, 5));
    }

    @Test
    void aLineWithoutItsEndIsNotWrittenYet() throws IOException {
        byte[] lines = Logs.bytes(Logs.steps(1, 2));
        append(Arrays.copyOf(lines, lines.length - 1));
        reader.poll(events::add);
        assertThat(events).isEqualTo(Logs.steps(1, 1));
        assertThat(reader.unreadableLines()).isZero();
        append("\n");
        reader.poll(events::add);
        assertThat(events).isEqualTo(Logs.steps(1, 2));
    }

    @Test
    void aTornLineThatIsRepairedBetweenPollsLeavesNoTrace() throws IOException {
        append(Logs.steps(1, 2));
        append("{\"event\":\"st");
        reader.poll(events::add);
        Files.write(log, Logs.bytes(Logs.steps(1, 2)));
        append(Logs.steps(3, 4));
        reader.poll(events::add);
        assertThat(events).isEqualTo(Logs.steps(1, 4));
        assertThat(reader.unreadableLines()).isZero();
        assertThat(restarts).isZero();
    }

    @Test
    void garbageIsCountedAndSkipped() throws IOException {
        append(Logs.steps(1, 1));
        append("garbage\n\n\0\0\0\0\n{\"event\":\"step\"}\n");
        append(new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}', '\n'});
        append("{\"event\":\"of a later version\",\"time_ms\":1}\n");
        append(Logs.steps(2, 2));
        assertThat(reader.poll(events::add)).isEqualTo(8);
        assertThat(events).isEqualTo(Logs.steps(1, 2));
        assertThat(reader.unreadableLines()).isEqualTo(5);
    }

    @Test
    void aHugeLineIsUnreadableHoweverItArrives() throws IOException {
        append(Logs.steps(1, 1));
        byte[] part = new byte[EventLogReader.MAX_LINE / 3];
        Arrays.fill(part, (byte) 'x');
        for (int i = 0; i < 10; i++) {
            append(part);
            reader.poll(events::add);
        }
        assertThat(reader.unreadableLines()).isZero();
        append("\n");
        append(Logs.steps(2, 3));
        reader.poll(events::add);
        assertThat(events).isEqualTo(Logs.steps(1, 3));
        assertThat(reader.unreadableLines()).isEqualTo(1);

        List<TrainEvent> atOnce = Logs.read(log);
        assertThat(atOnce).isEqualTo(events);
        assertThat(restarts).isZero();
    }

    @Test
    void theLongestLineIsRead() throws IOException {
        int rest = EventCodec.encode(new TrainEvent.Warning(1, "a", "", 1)).length();
        TrainEvent longest = new TrainEvent.Warning(1, "a", "x".repeat(EventLogReader.MAX_LINE - rest), 1);
        TrainEvent longer = new TrainEvent.Warning(1, "a", "x".repeat(EventLogReader.MAX_LINE - rest + 1), 1);
        append(List.of(longest, longer, OwnEvents.step(1)));
        reader.poll(events::add);
        assertThat(events).hasSize(2).contains(longest, OwnEvents.step(1));
        assertThat(reader.unreadableLines()).isEqualTo(1);
    }

    @Test
    void startsOverWhereTheLogWasCutShort() throws IOException {
        append(Logs.steps(1, 9));
        reader.poll(events::add);
        Files.write(log, Logs.bytes(Logs.steps(4, 5)));
        reader.poll(events::add);
        assertThat(restarts).isEqualTo(1);
        assertThat(events).isEqualTo(Logs.steps(4, 5));
    }

    @Test
    void startsOverWhereTheLogWasOverwrittenByALongerOne() throws IOException {
        append(Logs.steps(11, 19));
        reader.poll(events::add);
        Files.write(log, Logs.bytes(Logs.steps(21, 39)));
        reader.poll(events::add);
        assertThat(restarts).isEqualTo(1);
        assertThat(events).isEqualTo(Logs.steps(21, 39));
    }

    @Test
    void startsOverWhereTheLogWasReplaced() throws IOException {
        append(Logs.steps(1, 3));
        append("garbage\n");
        reader.poll(events::add);
        Path other = dir.resolve("other");
        Files.write(other, Logs.bytes(Logs.steps(7, 20)));
        Files.move(other, log, StandardCopyOption.REPLACE_EXISTING);
        reader.poll(events::add);
        assertThat(restarts).isEqualTo(1);
        assertThat(events).isEqualTo(Logs.steps(7, 20));
        assertThat(reader.unreadableLines()).isZero();
    }

    @Test
    void aLogThatIsDeletedHoldsNothingMore() throws IOException {
        append(Logs.steps(1, 3));
        reader.poll(events::add);
        Files.delete(log);
        assertThat(reader.poll(events::add)).isZero();
        assertThat(events).isEqualTo(Logs.steps(1, 3));
    }

    @Test
    void goesOnAfterBeingClosed() throws IOException {
        append(Logs.steps(1, 3));
        reader.poll(events::add);
        reader.close();
        append(Logs.steps(4, 6));
        reader.poll(events::add);
        assertThat(events).isEqualTo(Logs.steps(1, 6));
    }

    @Test
    void offsetsLeadBackToTheirLines() throws IOException {
        List<TrainEvent> written = new ArrayList<>(Logs.steps(1, 5));
        append(written.subList(0, 2));
        append("Grüße, garbage\n");
        append(written.subList(2, 5));
        List<Long> offsets = new ArrayList<>();
        reader.poll(Integer.MAX_VALUE, (event, offset) -> offsets.add(offset));
        assertThat(reader.share()).isEqualTo(1);
        for (int i = written.size() - 1; i >= 0; i--) {
            events.clear();
            reader.seek(offsets.get(i));
            reader.poll(events::add);
            assertThat(events).isEqualTo(written.subList(i, written.size()));
        }
        assertThat(reader.unreadableLines()).isEqualTo(1);
    }

    @Test
    void readsNoMoreLinesThanItIsAskedFor() throws IOException {
        append(Logs.steps(1, 10));
        List<TrainEvent> some = new ArrayList<>();
        assertThat(reader.poll(4, (event, offset) -> some.add(event))).isEqualTo(4);
        assertThat(some).isEqualTo(Logs.steps(1, 4));
        assertThat(reader.poll(100, (event, offset) -> some.add(event))).isEqualTo(6);
        assertThat(some).isEqualTo(Logs.steps(1, 10));
    }

    @Test
    void aFolderInPlaceOfTheLogIsAnError() throws IOException {
        Files.createDirectory(log);
        assertThatThrownBy(() -> reader.poll(events::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("regular");
    }

    /** Only whole lines come out, each once, whatever is cut off the end of the log and put there instead. */
    @Test
    void theLogCutAtEveryByteOfItsLast4Kilobytes() throws IOException {
        List<TrainEvent> written = Logs.random(new Random(7), 60);
        byte[] whole = Logs.bytes(written);
        assertThat(whole.length).isGreaterThan(4096);
        byte[] garbage = new byte[300];
        new Random(8).nextBytes(garbage);
        garbage[0] = (byte) 0x80;
        List<byte[]> tails = List.of(new byte[0], new byte[512], "\0\0\0\n".getBytes(StandardCharsets.UTF_8), garbage);
        Files.write(log, whole);
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            for (int length = whole.length; length >= whole.length - 4096; length--) {
                int lines = lines(Arrays.copyOf(whole, length));
                boolean lacksOneByte = length < whole.length && whole[length] == '\n';
                for (byte[] tail : tails) {
                    boolean ended =
                            lacksOneByte && tail.length == 0 && written.get(lines) instanceof TrainEvent.RunEnded;
                    List<TrainEvent> expected = written.subList(0, ended ? lines + 1 : lines);
                    file.truncate(length);
                    file.write(ByteBuffer.wrap(tail), length);
                    assertThat(Logs.read(log)).isEqualTo(expected);
                }
            }
        }
    }

    private static int lines(byte[] log) {
        int lines = 0;
        for (byte b : log) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    @Property(tries = 50)
    void everyEventComesOnceHoweverTheLogGrows(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path file = Files.createTempFile("events", ".jsonl");
        try (EventLogReader growing = new EventLogReader(file)) {
            List<TrainEvent> written = Logs.random(random, 40);
            byte[] bytes = Logs.bytes(written);
            List<TrainEvent> read = new ArrayList<>();
            for (int from = 0, to; from < bytes.length; from = to) {
                to = Math.min(bytes.length, from + 1 + random.nextInt(400));
                Files.write(file, Arrays.copyOfRange(bytes, from, to), StandardOpenOption.APPEND);
                growing.poll(read::add);
                assertThat(read).isEqualTo(written.subList(0, read.size()));
            }
            assertThat(read).isEqualTo(written);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 100)
    void bytesAtRandomAreNeverAnEvent(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path file = Files.createTempFile("events", ".jsonl");
        try {
            byte[] bytes = new byte[random.nextInt(5000)];
            random.nextBytes(bytes);
            Files.write(file, bytes);
            assertThat(Logs.read(file)).isEqualTo(Collections.emptyList());
        } finally {
            Files.delete(file);
        }
    }
}
