package io.traindeck.source.protobuf;

/**
 * Reads and writes whole numbers as event files have them: the lowest byte first. A {@code VarHandle} would do the same
 * in fewer lines, but the time to set it up would delay the first picture.
 */
public final class LittleEndian {
    private LittleEndian() {}

    public static int int32(byte[] bytes, int index) {
        return bytes[index] & 0xff
                | (bytes[index + 1] & 0xff) << 8
                | (bytes[index + 2] & 0xff) << 16
                | bytes[index + 3] << 24;
    }

    public static long int64(byte[] bytes, int index) {
        return int32(bytes, index) & 0xffffffffL | (long) int32(bytes, index + 4) << 32;
    }

    public static void put(byte[] bytes, int index, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[index + i] = (byte) (value >>> 8 * i);
        }
    }

    public static void put(byte[] bytes, int index, long value) {
        put(bytes, index, (int) value);
        put(bytes, index + Integer.BYTES, (int) (value >>> 32));
    }
}
