package io.traindeck.source.tensorboard;

import io.traindeck.source.protobuf.LittleEndian;
import java.util.zip.CRC32C;

/**
 * The frame of a record: 8 bytes of length, 4 bytes of the length's checksum, the data, 4 bytes of the data's checksum.
 */
public final class TfRecord {
    /** The number of bytes before the data. */
    static final int HEADER = 12;

    /** The number of bytes after the data. */
    static final int FOOTER = 4;

    private static final int LENGTH = 8;

    /**
     * The constant with which TensorFlow changes checksums, so that data with checksums in it has an ordinary checksum
     * itself.
     */
    private static final int MASK = 0xa282ead8;

    private TfRecord() {}

    /**
     * Returns whether a file that begins with these bytes begins with a record of an event: writers put its time first.
     */
    public static boolean holdsEvent(byte[] head) {
        return head.length > HEADER && headerHolds(new CRC32C(), head, 0) && head[HEADER] == Fields.Event.WALL_TIME;
    }

    /** Returns whether a record's header stands at {@code index}: the checksum must be that of the length. */
    static boolean headerHolds(CRC32C crc, byte[] bytes, int index) {
        return LittleEndian.int32(bytes, index + LENGTH) == checksum(crc, bytes, index, LENGTH);
    }

    /** Returns the masked CRC-32C of {@code bytes[from, from + length)}; {@code crc} may be in any state. */
    static int checksum(CRC32C crc, byte[] bytes, int from, int length) {
        crc.reset();
        crc.update(bytes, from, length);
        return masked(crc);
    }

    /** Returns a checksum as it is written. */
    static int masked(CRC32C crc) {
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    /** Puts the header in front of the {@code length} bytes of a record's data, and their checksum behind them. */
    static void frame(CRC32C crc, byte[] record, int length) {
        LittleEndian.put(record, 0, (long) length);
        LittleEndian.put(record, LENGTH, checksum(crc, record, 0, LENGTH));
        LittleEndian.put(record, HEADER + length, checksum(crc, record, HEADER, length));
    }
}
