package io.traindeck.source.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An event file as other programs write it, made record by record. It shares no code with what reads and writes such files
 * in the program.
 */
public final class EventBytes {
    public static final int DT_FLOAT = 1;
    public static final int DT_DOUBLE = 2;
    public static final int DT_INT32 = 3;
    public static final int DT_STRING = 7;
    public static final int DT_INT64 = 9;
    public static final int DT_BFLOAT16 = 14;
    public static final int DT_HALF = 19;

    /** A date: seconds since 1970. */
    public static final double T0 = 1_700_000_000;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Integer> ends = new ArrayList<>();

    /** Returns a file that begins as all do. */
    public static EventBytes started() {
        return new EventBytes().record(join(wallTime(T0), bytes(3, "brain.Event:2")));
    }

    public EventBytes scalar(String tag, long step, float value) {
        return scalar(tag, step, T0 + step, value);
    }

    public EventBytes scalar(String tag, long step, double seconds, float value) {
        return event(step, seconds, simple(tag, value));
    }

    /** @param content the number's bytes, as {@code tensor_content} */
    public EventBytes tensor(String tag, long step, int type, byte[] content, int... shape) {
        return event(step, T0 + step, value(tag, tensorOf(type, bytes(4, content), shape)));
    }

    public EventBytes image(String tag, long step, int size) {
        return event(step, T0 + step, imageOf(tag, size));
    }

    public EventBytes histogram(String tag, long step) {
        byte[] limits = new byte[8 * 30];
        byte[] histogram = join(fixed64(1, 0), fixed64(2, 1), fixed64(3, 30), bytes(6, limits), bytes(7, limits));
        return event(step, T0 + step, value(tag, bytes(5, histogram)));
    }

    public EventBytes graph(int size) {
        return record(join(wallTime(T0), bytes(4, new byte[size])));
    }

    /** @param values the values, each a {@code Summary.Value} */
    public EventBytes event(long step, double seconds, byte[]... values) {
        byte[][] listed = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            listed[i] = bytes(1, values[i]);
        }
        byte[] stepField = step == 0 ? new byte[0] : varint(2, step);
        return record(join(wallTime(seconds), stepField, bytes(5, join(listed))));
    }

    public EventBytes record(byte[] data) {
        return record(data.length, data);
    }

    /** @param length the length in the header */
    public EventBytes record(long length, byte[] data) {
        byte[] header = littleEndian(8).putLong(length).array();
        file.writeBytes(header);
        file.writeBytes(littleEndian(4).putInt(checksum(header)).array());
        file.writeBytes(data);
        file.writeBytes(littleEndian(4).putInt(checksum(data)).array());
        ends.add(file.size());
        return this;
    }

    public byte[] toBytes() {
        return file.toByteArray();
    }

    public int size() {
        return file.size();
    }

    /** Returns the places where the records end. */
    public List<Integer> ends() {
        return ends;
    }

    // Parts of events.

    public static byte[] simple(String tag, float value) {
        return value(tag, fixed32(2, Float.floatToRawIntBits(value)));
    }

    public static byte[] imageOf(String tag, int size) {
        return value(tag, bytes(4, join(varint(1, 10), varint(2, 10), varint(3, 3), bytes(4, new byte[size]))));
    }

    public static byte[] value(String tag, byte[]... fields) {
        return join(bytes(1, tag), join(fields));
    }

    public static byte[] tensorOf(int type, byte[] content, int... shape) {
        return bytes(8, join(varint(1, type), bytes(2, dims(shape)), content));
    }

    private static byte[] dims(int... sizes) {
        byte[][] dims = new byte[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            dims[i] = bytes(2, varint(1, sizes[i]));
        }
        return join(dims);
    }

    public static byte[] plugin(String name) {
        return bytes(9, bytes(1, bytes(1, name)));
    }

    public static byte[] wallTime(double seconds) {
        return fixed64(1, Double.doubleToRawLongBits(seconds));
    }

    // The wire format.

    public static byte[] varint(int field, long number) {
        return join(varint((long) field << 3), varint(number));
    }

    public static byte[] fixed64(int field, long bits) {
        return join(varint((long) field << 3 | 1), littleEndian(8).putLong(bits).array());
    }

    public static byte[] fixed32(int field, int bits) {
        return join(varint((long) field << 3 | 5), littleEndian(4).putInt(bits).array());
    }

    public static byte[] bytes(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] bytes(int field, byte[] bytes) {
        return join(varint((long) field << 3 | 2), varint(bytes.length), bytes);
    }

    public static byte[] varint(long number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = number;
        while (rest < 0 || rest > 127) {
            out.write((int) (rest & 127 | 128));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the masked checksum, as TensorFlow's documentation of TFRecord has it. */
    public static int checksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        long value = crc.getValue();
        return (int) (((value >>> 15) | (value << 17)) + 0xa282ead8L);
    }
}
