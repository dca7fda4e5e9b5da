package io.traindeck.source.protobuf;

import java.util.Arrays;

/** Bytes in the wire format of protobuf, written one field after another; see {@link Wire} for how they are read. */
public final class WireBuffer {
    private byte[] bytes = new byte[256];
    private int length;

    /** Returns the number of bytes that a number of variable length takes. */
    public static int sizeOfVarint(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
    }

    /** The bytes; only the first {@link #length} are written. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Leaves room for {@code count} bytes that are put in later. */
    public void leave(int count) {
        ensure(count);
        length += count;
    }

    public void varint(long number) {
        ensure(10);
        long rest = number;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            bytes[length++] = (byte) (rest | 0x80);
        }
        bytes[length++] = (byte) rest;
    }

    public void fixed32(int number) {
        ensure(Integer.BYTES);
        LittleEndian.put(bytes, length, number);
        length += Integer.BYTES;
    }

    public void fixed64(long number) {
        ensure(Long.BYTES);
        LittleEndian.put(bytes, length, number);
        length += Long.BYTES;
    }

    public void bytes(byte[] all) {
        ensure(all.length);
        System.arraycopy(all, 0, bytes, length, all.length);
        length += all.length;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
