package io.traindeck.source.tensorboard;

import java.io.IOException;

/**
 * Walks the wire format of protobuf, field by field, through a {@link Window}. What is skipped is not read. A message that
 * is not well formed turns the walk {@link #broken}: from then on there is no next field.
 *
 * <p>A message is walked as {@code while (wire.next(end)) switch (wire.key()) ...}, with a case for each known key, and
 * {@link #skip} for all others.
 */
final class Wire {
    /** Types of fields, the lower three bits of a key. */
    static final int VARINT = 0;

    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int LONGEST_VARINT = 10;

    private final Window window;
    private long at;
    private int key;
    private boolean broken;
    private long skipped;

    Wire(Window window) {
        this.window = window;
    }

    /** Begins with the message at {@code position}. */
    void start(long position) {
        at = position;
        broken = false;
        skipped = 0;
    }

    /** Reads the key of the next field, unless the message is over at {@code end}. */
    boolean next(long end) throws IOException {
        if (broken || at >= end) {
            return false;
        }
        long number = varint(end);
        key = (int) number;
        if (number >>> 3 == 0 || number >>> 32 != 0) {
            broken = true;
        }
        return !broken;
    }

    /** The field's number, and its type in the lower three bits. */
    int key() {
        return key;
    }

    /** The number of the field whose key was read. */
    int field() {
        return key >>> 3;
    }

    int type() {
        return key & 7;
    }

    boolean broken() {
        return broken;
    }

    /** Where in the file the walk is. */
    long position() {
        return at;
    }

    /** Leaves out all up to {@code position}, or goes back to it. */
    void jump(long position) {
        skipped += Math.max(0, position - at);
        at = position;
    }

    /** Bytes that were left out since the start. */
    long skipped() {
        return skipped;
    }

    long varint(long end) throws IOException {
        int most = (int) Math.min(LONGEST_VARINT, end - at);
        int index = window.index(at, Math.max(0, most));
        byte[] bytes = window.bytes();
        long number = 0;
        for (int i = 0; i < most; i++) {
            byte b = bytes[index + i];
            number |= (long) (b & 0x7f) << 7 * i;
            if (b >= 0) {
                at += i + 1;
                return number;
            }
        }
        broken = true;
        return 0;
    }

    long fixed64(long end) throws IOException {
        int index = fixed(end, Long.BYTES);
        return broken ? 0 : LittleEndian.int64(window.bytes(), index);
    }

    int fixed32(long end) throws IOException {
        int index = fixed(end, Integer.BYTES);
        return broken ? 0 : LittleEndian.int32(window.bytes(), index);
    }

    /** Two bytes, which are no field of their own but may stand in one of type {@link #BYTES}. */
    int fixed16(long end) throws IOException {
        int index = fixed(end, Short.BYTES);
        return broken ? 0 : window.bytes()[index] & 0xff | (window.bytes()[index + 1] & 0xff) << 8;
    }

    private int fixed(long end, int size) throws IOException {
        if (broken || end - at < size) {
            broken = true;
            return 0;
        }
        int index = window.index(at, size);
        at += size;
        return index;
    }

    /**
     * Reads that many bytes.
     *
     * @return their place in the bytes of the window
     */
    int bytes(int length) throws IOException {
        int index = window.index(at, length);
        at += length;
        return index;
    }

    /** Reads the length of a field of type {@link #BYTES}, and returns the position of its end. */
    long end(long end) throws IOException {
        long length = varint(end);
        if (broken || length < 0 || length > end - at) {
            broken = true;
            return at;
        }
        return at + length;
    }

    /** Passes over the field whose key was read. */
    void skip(long end) throws IOException {
        switch (type()) {
            case VARINT -> varint(end);
            case FIXED64 -> pass(end, Long.BYTES);
            case BYTES -> jump(end(end));
            case FIXED32 -> pass(end, Integer.BYTES);
            // Groups went out of use long before there was TensorBoard.
            default -> broken = true;
        }
    }

    private void pass(long end, int size) {
        if (end - at < size) {
            broken = true;
        } else {
            at += size;
        }
    }
}
