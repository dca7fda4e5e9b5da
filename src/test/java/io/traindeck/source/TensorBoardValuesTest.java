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

import io.traindeck.source.tensorboard.EventBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which of the values in events are numbers, and which numbers they are. */
class TensorBoardValuesTest {
    @TempDir
    Path dir;

    private long unreadable;

    private Path file() {
        return dir.resolve("events.out.tfevents.1700000000.host.1.0");
    }

    private List<Points.Point> points(EventBytes log) throws IOException {
        Files.write(file(), log.toBytes());
        return points();
    }

    private List<Points.Point> points() throws IOException {
        LogReading reading = LogReading.of(new TensorBoardLog(), file());
        unreadable = reading.unreadable();
        return Points.of(reading.events());
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
        assertThat(points(EventBytes.started()
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
        try (FileChannel log = FileChannel.open(file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            log.write(ByteBuffer.wrap(EventBytes.started().scalar("loss", 1, 1).toBytes()));
            log.write(ByteBuffer.wrap(header));
            log.write(littleEndian(4).putInt(0, EventBytes.checksum(header)));
            log.write(ByteBuffer.wrap(event));
            // Nothing is written there, so the file takes no room on the disk.
            log.position(log.position() + size + 4);
            log.write(ByteBuffer.wrap(new EventBytes().scalar("loss", 2, 0.5f).toBytes()));
        }
        assertThat(points()).containsExactly(point("loss", 1, 1), point("loss", 2, 0.5));
        assertThat(unreadable).isZero();
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
}
