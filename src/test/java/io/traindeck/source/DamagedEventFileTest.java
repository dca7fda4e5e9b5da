package io.traindeck.source;

import static io.traindeck.source.Points.point;
import static io.traindeck.source.tensorboard.EventBytes.DT_FLOAT;
import static io.traindeck.source.tensorboard.EventBytes.T0;
import static io.traindeck.source.tensorboard.EventBytes.bytes;
import static io.traindeck.source.tensorboard.EventBytes.imageOf;
import static io.traindeck.source.tensorboard.EventBytes.join;
import static io.traindeck.source.tensorboard.EventBytes.littleEndian;
import static io.traindeck.source.tensorboard.EventBytes.plugin;
import static io.traindeck.source.tensorboard.EventBytes.simple;
import static io.traindeck.source.tensorboard.EventBytes.tensorOf;
import static io.traindeck.source.tensorboard.EventBytes.value;
import static io.traindeck.source.tensorboard.EventBytes.varint;
import static io.traindeck.source.tensorboard.EventBytes.wallTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.source.Points.Point;
import io.traindeck.source.tensorboard.EventBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files that are still being written, and files that a disk or a broken link has spoilt. */
class DamagedEventFileTest {
    /** Length, its checksum; then the data. */
    private static final int HEADER = 12;

    @TempDir
    Path dir;

    private final List<TrainEvent> events = new ArrayList<>();
    private Path file;
    private EventSource source;

    @BeforeEach
    void open() {
        file = dir.resolve("events.out.tfevents.1.x");
        start();
    }

    private void start() {
        events.clear();
        source = new TensorBoardLog().open(file, events::clear);
    }

    private List<Point> poll() throws IOException {
        source.poll(Integer.MAX_VALUE, events::add);
        return Points.of(events);
    }

    private List<Point> read(byte[] content) throws IOException {
        Files.write(file, content);
        return poll();
    }

    private void append(byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.APPEND);
    }

    /** Returns a sample with something of everything; the picture is too large to be read in full. */
    private static EventBytes sample() {
        byte[] number = bytes(4, littleEndian(4).putFloat(0.5f).array());
        return EventBytes.started()
                .scalar("loss", 1, 2)
                .scalar("lr", 1, 0.25f)
                .event(1, T0, simple("a", 3), imageOf("picture", 8300), simple("b", 4))
                .histogram("weights", 1)
                .event(2, T0, value("loss", tensorOf(DT_FLOAT, number), plugin("scalars")))
                .scalar("lr", 2, Float.NaN)
                .scalar("loss", -3, 1);
    }

    private static final List<Point> SAMPLE = List.of(
            point("loss", 1, 2),
            point("lr", 1, 0.25),
            point("a", 1, 3),
            point("b", 1, 4),
            point("loss", 2, 0.5),
            point("lr", 2, Double.NaN),
            point("loss", -3, 1));

    @Test
    void cutAtEveryByteAndThenWrittenToItsEnd() throws IOException {
        EventBytes log = sample();
        byte[] whole = log.toBytes();
        List<Integer> points = List.of(0, 1, 2, 4, 4, 5, 6, 7);
        Files.createFile(file);
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.write(ByteBuffer.wrap(whole));
            for (int cut = whole.length; cut >= 0; cut--) {
                written.truncate(cut);
                int length = cut;
                int records =
                        (int) log.ends().stream().filter(end -> end <= length).count();
                start();
                assertThat(poll())
                        .as("%d of %d bytes", cut, whole.length)
                        .isEqualTo(SAMPLE.subList(0, records == 0 ? 0 : points.get(records - 1)));
                written.write(ByteBuffer.wrap(whole, cut, whole.length - cut), cut);
                assertThat(poll()).as("cut at %d", cut).isEqualTo(SAMPLE);
                assertThat(source.unreadable()).isZero();
                source.close();
            }
        }
    }

    @Test
    void aRecordWhoseDataIsNotWhatWasWrittenIsPassedOverAndCounted() throws IOException {
        EventBytes log = EventBytes.started().scalar("loss", 1, 1);
        int second = log.size();
        byte[] bytes = log.scalar("loss", 2, 2).scalar("loss", 3, 3).toBytes();
        bytes[second + HEADER + 20] ^= 1;
        assertThat(read(bytes)).containsExactly(point("loss", 1, 1), point("loss", 3, 3));
        assertThat(source.unreadable()).isEqualTo(1);
    }

    @Test
    void aLongRecordOfNumbersIsComparedWithItsChecksumToo() throws IOException {
        byte[][] values = new byte[10_000][];
        for (int i = 0; i < values.length; i++) {
            values[i] = simple("layer" + i + "/norm", i);
        }
        byte[] bytes =
                EventBytes.started().event(1, T0, values).scalar("loss", 2, 2).toBytes();
        assertThat(read(bytes)).hasSize(10_001);
        bytes[bytes.length / 2] ^= 1;
        start();
        assertThat(read(bytes)).containsExactly(point("loss", 2, 2));
        assertThat(source.unreadable()).isEqualTo(1);
    }

    @Test
    void aRecordThatIsNoEventIsPassedOverAndCounted() throws IOException {
        byte[] tooLong = join(wallTime(T0), varint(5 << 3 | 2), varint(1000), new byte[10]);
        byte[] group = {1 << 3 | 3};
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xff);
        assertThat(read(EventBytes.started()
                        .record(tooLong)
                        .record(group)
                        .record(endless)
                        .scalar("loss", 1, 1)
                        .toBytes()))
                .containsExactly(point("loss", 1, 1));
        assertThat(source.unreadable()).isEqualTo(3);
    }

    @Test
    void afterASpoiltLengthTheNextRecordIsLookedFor() throws IOException {
        EventBytes log = EventBytes.started().scalar("loss", 1, 1);
        int second = log.size();
        byte[] bytes = log.image("picture", 2, 300_000).scalar("loss", 3, 3).toBytes();
        for (int at = second; at < second + HEADER; at++) {
            bytes[at] ^= 0x10;
            start();
            assertThat(read(bytes)).containsExactly(point("loss", 1, 1), point("loss", 3, 3));
            assertThat(source.unreadable()).isEqualTo(1);
            bytes[at] ^= 0x10;
        }
    }

    @Test
    void aPieceThatIsMissingCostsNoMoreThanItsNeighbours() throws IOException {
        EventBytes log = EventBytes.started();
        for (int step = 1; step <= 20; step++) {
            log.scalar("loss", step, step);
        }
        byte[] whole = log.toBytes();
        int from = log.ends().get(9) + 7;
        int to = log.ends().get(12) + 3;
        byte[] bytes = join(Arrays.copyOf(whole, from), Arrays.copyOfRange(whole, to, whole.length));
        assertThat(read(bytes))
                .extracting(Point::step)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
        assertThat(source.unreadable()).isEqualTo(1);
    }

    @Test
    void zerosAtTheEndAreNotWrittenYet() throws IOException {
        byte[] begun = EventBytes.started().scalar("loss", 1, 1).toBytes();
        assertThat(read(Arrays.copyOf(begun, begun.length + 5000))).containsExactly(point("loss", 1, 1));
        assertThat(source.unreadable()).isZero();
        Files.write(file, join(begun, new EventBytes().scalar("loss", 2, 2).toBytes(), new byte[4000]));
        assertThat(poll()).containsExactly(point("loss", 1, 1), point("loss", 2, 2));
        assertThat(source.unreadable()).isZero();
    }

    @Test
    void zerosBetweenRecordsAreSkipped() throws IOException {
        byte[] begun = EventBytes.started().scalar("loss", 1, 1).toBytes();
        assertThat(read(join(
                        begun,
                        new byte[200_000],
                        new EventBytes().scalar("loss", 2, 2).toBytes())))
                .containsExactly(point("loss", 1, 1), point("loss", 2, 2));
        assertThat(source.unreadable()).isEqualTo(1);
    }

    @Test
    void aRecordThatSaysItIsEndlessIsWaitedFor() throws IOException {
        byte[] begun = EventBytes.started().scalar("loss", 1, 1).toBytes();
        for (long length : new long[] {1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            start();
            assertThat(read(join(
                            begun,
                            new EventBytes().record(length, new byte[100]).toBytes())))
                    .containsExactly(point("loss", 1, 1));
            assertThat(source.unreadable()).isZero();
        }
    }

    @Test
    void theSearchForARecordIsBoundedAndWhatIsAppendedIsReadAllTheSame() throws IOException {
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            log.write(ByteBuffer.wrap(new byte[] {1}));
            log.write(ByteBuffer.wrap(new byte[] {1}), 1L << 36);
        }
        assertThat(poll()).isEmpty();
        assertThat(source.unreadable()).isEqualTo(1);
        append(new EventBytes().scalar("loss", 1, 1).toBytes());
        assertThat(poll()).containsExactly(point("loss", 1, 1));
    }

    @Test
    void aFileOfSomethingElseIsReadThrough() throws IOException {
        byte[] text = "step 1: loss 2.5, which is no event file at all\n"
                .repeat(10_000)
                .getBytes();
        assertThat(read(text)).isEmpty();
        assertThat(source.unreadable()).isEqualTo(1);
        assertThat(source.share()).isGreaterThan(0.99);
    }
}
