package io.traindeck.source;

import static io.traindeck.source.Points.point;
import static io.traindeck.source.tensorboard.EventBytes.DT_BFLOAT16;
import static io.traindeck.source.tensorboard.EventBytes.DT_DOUBLE;
import static io.traindeck.source.tensorboard.EventBytes.DT_FLOAT;
import static io.traindeck.source.tensorboard.EventBytes.DT_HALF;
import static io.traindeck.source.tensorboard.EventBytes.DT_INT32;
import static io.traindeck.source.tensorboard.EventBytes.DT_INT64;
import static io.traindeck.source.tensorboard.EventBytes.DT_STRING;
import static io.traindeck.source.tensorboard.EventBytes.T0;
import static io.traindeck.source.tensorboard.EventBytes.bytes;
import static io.traindeck.source.tensorboard.EventBytes.fixed32;
import static io.traindeck.source.tensorboard.EventBytes.fixed64;
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
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.tensorboard.EventBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event file, with whatever stands in such files. */
class TensorBoardLogTest {
    private static final long T0_MS = (long) T0 * 1000;

    @TempDir
    Path dir;

    private Path file;
    private long unreadable;

    @BeforeEach
    void name() {
        file = dir.resolve("events.out.tfevents.1700000000.host.1.0");
    }

    private List<Measured> read(EventBytes log) throws IOException {
        Files.write(file, log.toBytes());
        return read();
    }

    private List<Measured> read() throws IOException {
        List<Measured> events = new ArrayList<>();
        try (EventSource source = new TensorBoardLog().open(file, () -> events.clear())) {
            source.poll(Integer.MAX_VALUE, event -> events.add((Measured) event));
            unreadable = source.unreadable();
            assertThat(source.share()).isEqualTo(1);
        }
        return events;
    }

    private List<Points.Point> points(EventBytes log) throws IOException {
        return Points.of(List.<TrainEvent>copyOf(read(log)));
    }

    @Test
    void aFileThatHasOnlyBegunHoldsNothingYet() throws IOException {
        assertThat(read(new EventBytes())).isEmpty();
        assertThat(read(EventBytes.started())).isEmpty();
        assertThat(unreadable).isZero();
    }

    @Test
    void whatIsLoggedOfOneStepComesTogether() throws IOException {
        List<Measured> events = read(EventBytes.started()
                .scalar("loss", 1, 2.5f)
                .scalar("lr", 1, 0.5f)
                .scalar("loss", 2, 1.5f)
                .scalar("lr", 2, 0.25f));
        assertThat(events).hasSize(2);
        Measured first = events.get(0);
        assertThat(first.values().toString()).isEqualTo("{loss=2.5, lr=0.5}");
        assertThat(first.step()).isEqualTo(1);
        assertThat(first.kind()).isEqualTo(Measured.Kind.STEP);
        assertThat(first.timeMs()).isEqualTo(T0_MS + 1000);
        assertThat(first.epoch()).isNaN();
        assertThat(first.best()).isNull();
        assertThat(events.get(1).values().names())
                .as("one instance for all steps")
                .isSameAs(first.values().names());
    }

    @Test
    void picturesBetweenTheNumbersOfAStepDoNotPartThem() throws IOException {
        assertThat(read(EventBytes.started()
                        .scalar("a", 1, 1)
                        .image("sample", 1, 100_000)
                        .histogram("weights", 1)
                        .scalar("b", 1, 2)))
                .singleElement()
                .satisfies(step -> assertThat(step.values().toString()).isEqualTo("{a=1.0, b=2.0}"));
    }

    @Test
    void aSecondNumberOfOneSeriesAndStepIsHandedOnToo() throws IOException {
        assertThat(points(EventBytes.started()
                        .scalar("foo", 5, 1)
                        .scalar("foo", 5, 2)
                        .scalar("foo", 4, 3)))
                .as("readers decide which one holds")
                .containsExactly(point("foo", 5, 1), point("foo", 5, 2), point("foo", 4, 3));
    }

    @Test
    void seriesCountedInEpochsAndInUpdatesStandSideBySide() throws IOException {
        assertThat(points(EventBytes.started()
                        .scalar("epoch_loss", 0, 3)
                        .scalar("loss_vs_iterations", 1500, 4)
                        .scalar("epoch_loss", 1, 2)
                        .scalar("loss_vs_iterations", 3000, 1)))
                .containsExactly(
                        point("epoch_loss", 0, 3),
                        point("loss_vs_iterations", 1500, 4),
                        point("epoch_loss", 1, 2),
                        point("loss_vs_iterations", 3000, 1));
    }

    @Test
    void numbersOfOneStepThatWereWrittenMinutesApartKeepTheirTimes() throws IOException {
        assertThat(read(EventBytes.started().scalar("loss", 1, T0, 1).scalar("val_loss", 1, T0 + 60, 2)))
                .extracting(Measured::timeMs)
                .containsExactly(T0_MS, T0_MS + 60_000);
    }

    @Test
    void secondsSinceTheStartAreNoDate() throws IOException {
        assertThat(read(EventBytes.started().scalar("loss", 1, 142.5, 1).scalar("loss", 2, Double.NaN, 1)))
                .extracting(Measured::timeMs)
                .containsExactly(0L, 0L);
    }

    @Test
    void numbersThatAreNotFiniteAreKept() throws IOException {
        assertThat(points(EventBytes.started()
                        .scalar("fid", 1, Float.POSITIVE_INFINITY)
                        .scalar("fid", 2, Float.NEGATIVE_INFINITY)
                        .scalar("fid", 3, Float.NaN)))
                .containsExactly(
                        point("fid", 1, Double.POSITIVE_INFINITY),
                        point("fid", 2, Double.NEGATIVE_INFINITY),
                        point("fid", 3, Double.NaN));
    }

    @Test
    void stepsMayBeNegativeAndLarge() throws IOException {
        EventBytes log = EventBytes.started();
        long[] steps = {Long.MIN_VALUE, -3, 0, 1L << 31, 1L << 40, Long.MAX_VALUE};
        for (long step : steps) {
            log.scalar("loss", step, T0, 1);
        }
        assertThat(read(log))
                .extracting(Measured::step)
                .containsExactlyElementsOf(LongStream.of(steps).boxed().toList());
    }

    @Test
    void tagsKeepAllButTheirBlanks() throws IOException {
        assertThat(points(EventBytes.started()
                        .scalar("metrics/mAP_0.5:0.95", 1, 1)
                        .scalar("my loss (avg)", 1, 2)
                        .scalar("Verlust/größe", 1, 3)))
                .containsExactly(
                        point("metrics/mAP_0.5:0.95", 1, 1),
                        point("my_loss_(avg)", 1, 2),
                        point("Verlust/größe", 1, 3));
    }

    @Test
    void tagsThatDifferInBlanksAloneAreOneSeries() throws IOException {
        assertThat(points(EventBytes.started().scalar("a b", 1, 1).scalar("a_b", 1, 2)))
                .containsExactly(point("a_b", 1, 1), point("a_b", 1, 2));
    }

    @Test
    void tensorsOfOneNumberAreNumbers() throws IOException {
        byte[] two = littleEndian(4).putFloat(2).array();
        assertThat(points(EventBytes.started()
                        .tensor("float", 1, DT_FLOAT, two)
                        .tensor("one", 1, DT_FLOAT, two, 1)
                        .tensor(
                                "double",
                                1,
                                DT_DOUBLE,
                                littleEndian(8).putDouble(0.1).array())
                        .tensor("int32", 1, DT_INT32, littleEndian(4).putInt(-7).array())
                        .tensor(
                                "int64",
                                1,
                                DT_INT64,
                                littleEndian(8).putLong(-1L << 40).array())
                        .tensor("half", 1, DT_HALF, new byte[] {0x00, (byte) 0xc1})
                        .tensor("half small", 1, DT_HALF, new byte[] {1, 0})
                        .tensor("half infinite", 1, DT_HALF, new byte[] {0, (byte) 0xfc})
                        .tensor("half nan", 1, DT_HALF, new byte[] {1, (byte) 0xfc})
                        .tensor("bfloat16", 1, DT_BFLOAT16, new byte[] {0x20, (byte) 0xc0})))
                .containsExactly(
                        point("float", 1, 2),
                        point("one", 1, 2),
                        point("double", 1, 0.1),
                        point("int32", 1, -7),
                        point("int64", 1, -1L << 40),
                        point("half", 1, -2.5),
                        point("half_small", 1, Math.pow(2, -24)),
                        point("half_infinite", 1, Double.NEGATIVE_INFINITY),
                        point("half_nan", 1, Double.NaN),
                        point("bfloat16", 1, -2.5));
    }

    @Test
    void tensorsMayHaveTheirNumberInAListOfItsType() throws IOException {
        byte[] half = bytes(5, littleEndian(4).putFloat(0.5f).array());
        assertThat(points(EventBytes.started()
                        .event(1, T0, value("packed", tensorOf(DT_FLOAT, half)))
                        .event(1, T0, value("single", tensorOf(DT_FLOAT, fixed32(5, Float.floatToIntBits(0.5f)))))
                        .event(1, T0, value("double", tensorOf(DT_DOUBLE, fixed64(6, Double.doubleToLongBits(0.1)))))
                        .event(1, T0, value("int32", tensorOf(DT_INT32, varint(7, -5), 1)))
                        .event(1, T0, value("int64", tensorOf(DT_INT64, bytes(10, varint(1L << 50)))))
                        .event(1, T0, value("half", tensorOf(DT_HALF, varint(13, 0x3c00))))
                        .event(1, T0, value("bfloat16", tensorOf(DT_BFLOAT16, varint(13, 0x3f80))))
                        .event(1, T0, value("nowhere", tensorOf(DT_FLOAT, new byte[0])))))
                .containsExactly(
                        point("packed", 1, 0.5),
                        point("single", 1, 0.5),
                        point("double", 1, 0.1),
                        point("int32", 1, -5),
                        point("int64", 1, 1L << 50),
                        point("half", 1, 1),
                        point("bfloat16", 1, 1),
                        point("nowhere", 1, 0));
    }

    @Test
    void whatIsNoNumberIsNoSeries() throws IOException {
        byte[] png = bytes(8, new byte[20_000]);
        byte[] number = littleEndian(4).putFloat(1).array();
        assertThat(read(EventBytes.started()
                        .graph(50_000)
                        .image("image", 1, 30_000)
                        .histogram("histogram", 1)
                        .event(1, T0, value("sound", bytes(6, new byte[9000])))
                        .event(1, T0, value("old histogram", bytes(3, new byte[40])))
                        .tensor("histogram 2", 1, DT_DOUBLE, new byte[30 * 3 * 8], 30, 3)
                        .tensor("pr_curve", 1, DT_FLOAT, new byte[6 * 4], 6, 1)
                        .tensor("none", 1, DT_FLOAT, new byte[0], 0)
                        .event(1, T0, value("text", tensorOf(DT_STRING, bytes(8, "hello"))))
                        .event(1, T0, value("image 2", tensorOf(DT_STRING, join(png, png), 2), plugin("images")))
                        .event(1, T0, value("mesh", tensorOf(DT_FLOAT, bytes(4, number)), plugin("mesh")))
                        .event(1, T0, value("experiment", plugin("hparams")))
                        .event(1, T0, value("two", tensorOf(DT_FLOAT, join(fixed32(5, 1), fixed32(5, 2)))))
                        .event(1, T0, fixed32(2, 1))
                        .event(1, T0)))
                .isEmpty();
        assertThat(unreadable).isZero();
    }

    @Test
    void thePluginOfATagHoldsForItsLaterValuesToo() throws IOException {
        byte[] number = littleEndian(4).putFloat(1).array();
        assertThat(points(EventBytes.started()
                        .event(1, T0, value("other", tensorOf(DT_FLOAT, bytes(4, number)), plugin("custom")))
                        .event(1, T0, value("scalar", tensorOf(DT_FLOAT, bytes(4, number)), plugin("scalars")))
                        .tensor("other", 2, DT_FLOAT, number)
                        .tensor("scalar", 2, DT_FLOAT, number)))
                .containsExactly(point("scalar", 1, 1), point("scalar", 2, 1));
    }

    @Test
    void numbersAndPicturesMayStandInOneEvent() throws IOException {
        assertThat(points(EventBytes.started()
                        .event(7, T0, simple("a", 1), imageOf("i", 200_000), simple("b", 2), imageOf("j", 70_000))
                        .scalar("a", 8, 3)))
                .containsExactly(point("a", 7, 1), point("b", 7, 2), point("a", 8, 3));
    }

    @Test
    void theOrderOfFieldsDoesNotMatter() throws IOException {
        byte[] summary = bytes(5, bytes(1, join(fixed32(2, Float.floatToIntBits(4)), bytes(1, "loss"))));
        assertThat(points(EventBytes.started().record(join(summary, varint(2, 9), wallTime(T0)))))
                .containsExactly(point("loss", 9, 4));
    }

    @Test
    void aPictureOfManyGigabytesIsSkippedWithoutBeingRead() throws IOException {
        long size = 1L << 36;
        byte[] image = join(varint(4 << 3 | 2), varint(size));
        byte[] value = join(bytes(1, "image"), image);
        byte[] values = join(varint(1 << 3 | 2), varint(value.length + size), value);
        byte[] event = join(wallTime(T0), varint(5 << 3 | 2), varint(values.length + size), values);
        byte[] header = littleEndian(8).putLong(event.length + size).array();
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            log.write(ByteBuffer.wrap(EventBytes.started().scalar("loss", 1, 1).toBytes()));
            log.write(ByteBuffer.wrap(header));
            log.write(littleEndian(4).putInt(0, EventBytes.checksum(header)));
            log.write(ByteBuffer.wrap(event));
            // Nothing is written there, so the file takes no room on the disk.
            log.position(log.position() + size + 4);
            log.write(ByteBuffer.wrap(new EventBytes().scalar("loss", 2, 0.5f).toBytes()));
        }
        assertThat(Points.of(List.copyOf(read()))).containsExactly(point("loss", 1, 1), point("loss", 2, 0.5));
        assertThat(unreadable).isZero();
    }

    @Test
    void thousandsOfTagsAreAllRead() throws IOException {
        EventBytes log = EventBytes.started();
        List<Points.Point> written = new ArrayList<>();
        for (int step = 1; step <= 2; step++) {
            for (int tag = 0; tag < 30_000; tag++) {
                log.scalar("a rather long name of a layer/" + tag, step, tag);
                written.add(point("a_rather_long_name_of_a_layer/" + tag, step, tag));
            }
        }
        assertThat(points(log)).isEqualTo(written);
    }

    @Test
    void anEventOfMoreValuesThanAnyProgramLogsIsNoEvent() throws IOException {
        byte[][] values = new byte[50_000][];
        for (int i = 0; i < values.length; i++) {
            values[i] = simple("tag" + i, i);
        }
        assertThat(points(EventBytes.started().event(1, T0, values).scalar("loss", 2, 1)))
                .containsExactly(point("loss", 2, 1));
        assertThat(unreadable).isEqualTo(1);
    }

    @Test
    void readsNoMoreRecordsThanItIsAskedFor() throws IOException {
        EventBytes log = EventBytes.started();
        for (int step = 1; step <= 10; step++) {
            log.scalar("a", step, 1).scalar("b", step, 2);
        }
        Files.write(file, log.toBytes());
        List<TrainEvent> events = new ArrayList<>();
        try (EventSource source = new TensorBoardLog().open(file, () -> {})) {
            int polls = 0;
            double share = 0;
            while (source.poll(4, events::add) == 4) {
                assertThat(source.share()).isBetween(share, 1.0);
                share = source.share();
                polls++;
            }
            assertThat(polls).isEqualTo(5);
            assertThat(source.poll(4, events::add)).isZero();
        }
        assertThat(events).as("steps are not parted where a poll ends").hasSize(10);
    }

    @Test
    void isKnownByItsNameOrItsFirstRecord() throws IOException {
        byte[] log = EventBytes.started().toBytes();
        assertThat(knows("events.out.tfevents.1.host", log)).isTrue();
        assertThat(knows("mylog", log)).isTrue();
        assertThat(knows("01-run.tfevents", new byte[0])).isTrue();
        assertThat(knows("01-run.tfevents", new byte[100])).isTrue();
        assertThat(knows("tfevents.csv", "step,loss\n1,2\n".getBytes())).isFalse();
        assertThat(knows("mylog", new byte[0])).isFalse();
        assertThat(knows("mylog", new byte[100])).isFalse();
        assertThat(knows(
                        "train.tfrecord",
                        new EventBytes().record(bytes(1, "an Example")).toBytes()))
                .isFalse();
    }

    private boolean knows(String name, byte[] content) throws IOException {
        Path path = Files.write(dir.resolve(name), content);
        return new TensorBoardLog().knows(Glance.at(path));
    }
}
