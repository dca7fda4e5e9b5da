package io.traindeck.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes what Weights &amp; Biases writes into a {@code .wandb} file. */
public final class WandbLogFile {
    private static final int BLOCK = 1 << 15;
    private static final int HEADER = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public WandbLogFile() {
        bytes.writeBytes(":W&B\u00e1\u00be\0".getBytes(StandardCharsets.ISO_8859_1));
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Writes a record whose field of that number is the message. */
    public WandbLogFile record(int field, byte[] message) {
        byte[] record = join(varint(1, 5), bytes(field, message), bytes(16, varint(2, 1)));
        int from = 0;
        boolean first = true;
        do {
            int left = BLOCK - bytes.size() % BLOCK;
            if (left < HEADER) {
                bytes.writeBytes(new byte[left]);
                left = BLOCK;
            }
            int length = Math.min(left - HEADER, record.length - from);
            boolean last = from + length == record.length;
            chunk(first ? (last ? 1 : 2) : (last ? 4 : 3), record, from, length);
            from += length;
            first = false;
        } while (from < record.length);
        return this;
    }

    private void chunk(int type, byte[] record, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(record, from, length);
        bytes.writeBytes(ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc.getValue())
                .putShort((short) length)
                .put((byte) type)
                .array());
        bytes.write(record, from, length);
    }

    public WandbLogFile history(long step, String... namesAndValues) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            message.writeBytes(bytes(1, item(namesAndValues[i], namesAndValues[i + 1])));
        }
        message.writeBytes(bytes(2, varint(1, step)));
        return record(2, message.toByteArray());
    }

    WandbLogFile config(String name, String json) {
        return record(5, bytes(1, item(name, json)));
    }

    WandbLogFile run(String id, String project, byte[]... more) {
        return record(17, join(text(1, id), text(3, project), join(more)));
    }

    WandbLogFile exit(int code) {
        return record(18, join(varint(1, code), varint(2, 60)));
    }

    /** Returns an item with one name, or, if the name has slashes, a nested one. */
    static byte[] item(String name, String json) {
        byte[] names = {};
        String[] parts = name.split("/");
        for (String part : parts) {
            names = join(names, text(parts.length == 1 ? 1 : 2, part));
        }
        return join(names, text(16, json));
    }

    public static byte[] text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(int field, byte[] value) {
        return join(number((long) field << 3 | 2), number(value.length), value);
    }

    public static byte[] varint(int field, long value) {
        return join(number((long) field << 3), number(value));
    }

    private static byte[] number(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
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
}
