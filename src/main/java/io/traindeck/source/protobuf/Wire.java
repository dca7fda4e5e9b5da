package io.traindeck.source.protobuf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Walks the wire format of protobuf, field by field, through {@link WireBytes}. Fields that are skipped are not read. A
 * message that is not well formed makes the walk {@link #broken}: from then on there is no next field.
 *
 * <p>A message is walked as {@code while (wire.next(end)) switch (wire.key()) ...}, with a case for each known key, and
 * {@link #skip} for all others.
 */
public final class Wire {
    /** The types of fields, which are the lower three bits of a key. */
    public static final int VARINT = 0;

    public static final int FIXED64 = 1;
    public static final int BYTES = 2;
    public static final int FIXED32 = 5;

    private static final int LONGEST_VARINT = 10;

    private final WireBytes source;
    private long at;
    private int key;
    private boolean broken;
    private long skipped;

    public Wire(WireBytes source) {
        this.source = source;
    }

    /** Begins with the message at {@code position}. */
    public void start(long position) {
        at = position;
        broken = false;
        skipped = 0;
    }

    /** Reads the key of the next field; returns false if the message is over at {@code end}, or broken. */
    public boolean next(long end) throws IOException {
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
    public int key() {
        return key;
    }

    /** The number of the field whose key was read. */
    public int field() {
        return key >>> 3;
    }

    /** The type of the field whose key was read, such as {@link #VARINT}. */
    public int type() {
        return key & 7;
    }

    /** Returns whether the message is not well formed. */
    public boolean broken() {
        return broken;
    }

    /** The position of the walk in the bytes. */
    public long position() {
        return at;
    }

    /** Skips the bytes up to {@code position}, or goes back to it. */
    public void jump(long position) {
        skipped += Math.max(0, position - at);
        at = position;
    }

    /** The number of bytes that were skipped since the start. */
    public long skipped() {
        return skipped;
    }

    /** Reads a number of variable length; if there is no whole one, the walk is broken, and 0 is returned. */
    public long varint(long end) throws IOException {
        int most = (int) Math.min(LONGEST_VARINT, end - at);
        int index = source.index(at, Math.max(0, most));
        byte[] bytes = source.bytes();
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

    /** Reads eight bytes; if there are fewer, the walk is broken, and 0 is returned. */
    public long fixed64(long end) throws IOException {
        int index = fixed(end, Long.BYTES);
        return broken ? 0 : LittleEndian.int64(source.bytes(), index);
    }

    /** Reads four bytes; if there are fewer, the walk is broken, and 0 is returned. */
    public int fixed32(long end) throws IOException {
        int index = fixed(end, Integer.BYTES);
        return broken ? 0 : LittleEndian.int32(source.bytes(), index);
    }

    /**
     * Reads two bytes, which are not a field of their own but may stand in one of type {@link #BYTES}; if there are
     * fewer, the walk is broken, and 0 is returned.
     */
    public int fixed16(long end) throws IOException {
        int index = fixed(end, Short.BYTES);
        return broken ? 0 : source.bytes()[index] & 0xff | (source.bytes()[index + 1] & 0xff) << 8;
    }

    private int fixed(long end, int size) throws IOException {
        if (broken || end - at < size) {
            broken = true;
            return 0;
        }
        int index = source.index(at, size);
        at += size;
        return index;
    }

    /**
     * Reads that many bytes.
     *
     * @return their place in the bytes of the source
     */
    public int bytes(int length) throws IOException {
        int index = source.index(at, length);
        at += length;
        return index;
    }

    /** Reads the length of a field of type {@link #BYTES}, and returns the position of its end. */
    public long end(long end) throws IOException {
        long length = varint(end);
        if (broken || length < 0 || length > end - at) {
            broken = true;
            return at;
        }
        return at + length;
    }

    /** Reads the text of a field of type {@link #BYTES}; it is held in memory as a whole. */
    public String text(long end) throws IOException {
        long textEnd = end(end);
        int length = (int) (textEnd - at);
        int index = bytes(length);
        return new String(source.bytes(), index, length, StandardCharsets.UTF_8);
    }

    /** Passes over the field whose key was read. */
    public void skip(long end) throws IOException {
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
