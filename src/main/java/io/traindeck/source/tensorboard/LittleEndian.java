package io.traindeck.source.tensorboard;

/**
 * Whole numbers as they stand in event files: the lowest byte first. A {@code VarHandle} would do the same in fewer lines,
 * and delay the first picture by the time that it takes to set up.
 */
final class LittleEndian {
    private LittleEndian() {}

    static int int32(byte[] bytes, int index) {
        return bytes[index] & 0xff
                | (bytes[index + 1] & 0xff) << 8
                | (bytes[index + 2] & 0xff) << 16
                | bytes[index + 3] << 24;
    }

    static long int64(byte[] bytes, int index) {
        return int32(bytes, index) & 0xffffffffL | (long) int32(bytes, index + 4) << 32;
    }

    static void put(byte[] bytes, int index, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[index + i] = (byte) (value >>> 8 * i);
        }
    }

    static void put(byte[] bytes, int index, long value) {
        put(bytes, index, (int) value);
        put(bytes, index + Integer.BYTES, (int) (value >>> 32));
    }
}
