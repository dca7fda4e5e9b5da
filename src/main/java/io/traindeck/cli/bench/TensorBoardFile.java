package io.traindeck.cli.bench;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Writes an event file as TensorBoard reads it: records of protocol buffers, each with its checksums. */
final class TensorBoardFile implements Closeable {
    private static final double START_SECONDS = 1_700_000_000;

    // Fields of the messages, with their wire types.
    private static final byte WALL_TIME = 1 << 3 | 1;
    private static final byte STEP = 2 << 3;
    private static final byte VERSION = 3 << 3 | 2;
    private static final byte SUMMARY = 5 << 3 | 2;
    private static final byte VALUE = 1 << 3 | 2;
    private static final byte TAG = 1 << 3 | 2;
    private static final byte SIMPLE_VALUE = 2 << 3 | 5;
    private static final byte IMAGE = 4 << 3 | 2;
    private static final byte ENCODED_IMAGE = 4 << 3 | 2;

    /** Bytes of a record beside a text or an image, at most. */
    private static final int FRAME = 128;

    private static final int MASK = 0xa282ead8;

    private final OutputStream out;
    private final CRC32C crc = new CRC32C();

    TensorBoardFile(Path file) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        byte[] version = "brain.Event:2".getBytes(StandardCharsets.US_ASCII);
        record(field(buffer(version.length).put(WALL_TIME).putDouble(START_SECONDS), VERSION, version));
    }

    /** A number, in a record of its own. */
    void scalar(String tag, long step, float value) throws IOException {
        byte[] name = tag.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content =
                field(buffer(name.length), TAG, name).put(SIMPLE_VALUE).putFloat(value);
        event(step, content);
    }

    /** An image that takes so many bytes. */
    void image(String tag, long step, int size) throws IOException {
        byte[] name = tag.getBytes(StandardCharsets.UTF_8);
        ByteBuffer image = field(buffer(size), ENCODED_IMAGE, new byte[size]);
        ByteBuffer content = field(field(buffer(name.length + size), TAG, name), IMAGE, bytes(image));
        event(step, content);
    }

    private void event(long step, ByteBuffer value) throws IOException {
        byte[] summary = bytes(field(buffer(value.position()), VALUE, bytes(value)));
        ByteBuffer event = buffer(summary.length).put(WALL_TIME).putDouble(START_SECONDS + step);
        varint(event.put(STEP), step);
        record(field(event, SUMMARY, summary));
    }

    private void record(ByteBuffer content) throws IOException {
        byte[] data = bytes(content);
        byte[] length = bytes(buffer(0).putLong(data.length));
        out.write(length);
        out.write(checksum(length));
        out.write(data);
        out.write(checksum(data));
    }

    private byte[] checksum(byte[] data) {
        crc.reset();
        crc.update(data);
        return bytes(buffer(0).putInt(Integer.rotateRight((int) crc.getValue(), 15) + MASK));
    }

    private static ByteBuffer buffer(int content) {
        return ByteBuffer.allocate(content + FRAME).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer field(ByteBuffer into, byte key, byte[] content) {
        varint(into.put(key), content.length);
        return into.put(content);
    }

    private static void varint(ByteBuffer into, long number) {
        long rest = number;
        while (rest > 0x7f) {
            into.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        into.put((byte) rest);
    }

    private static byte[] bytes(ByteBuffer written) {
        byte[] bytes = new byte[written.position()];
        written.flip().get(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
