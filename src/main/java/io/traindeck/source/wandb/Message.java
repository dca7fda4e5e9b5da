package io.traindeck.source.wandb;

import java.nio.charset.StandardCharsets;

/**
 * Walks the fields of a protobuf message: {@code while (message.next()) switch (message.field()) ...}. A message that is
 * not well formed ends early and says so.
 */
public final class Message {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int type;

    /** The field's value: a number, or where its bytes begin and end. */
    private long number;

    private int from;
    private int to;
    private boolean broken;

    public Message(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Message(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Goes to the next field; false if there is none. */
    public boolean next() {
        if (broken || at >= end) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        type = (int) key & 7;
        number = 0;
        from = at;
        to = at;
        if (key >>> 32 != 0 || field == 0) {
            broken = true;
        }
        switch (type) {
            case VARINT -> number = varint();
            case FIXED64 -> pass(Long.BYTES);
            case FIXED32 -> pass(Integer.BYTES);
            case BYTES -> {
                long length = varint();
                from = at;
                pass(length);
                to = at;
            }
            // Groups are older than any program that writes such files.
            default -> broken = true;
        }
        return !broken;
    }

    private void pass(long length) {
        if (length < 0 || length > end - at) {
            broken = true;
        } else {
            at += (int) length;
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && at < end; shift += 7) {
            byte b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        broken = true;
        return 0;
    }

    /** The number of the field. */
    public int field() {
        return field;
    }

    /** The value of a whole number, 0 if the field holds none. */
    public long number() {
        return number;
    }

    /** The value of a text; empty if the field holds none. */
    public String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The message that is the field's value; one without fields if it is none. */
    public Message message() {
        return new Message(bytes, from, to);
    }

    /** Whether the message was not well formed. */
    public boolean broken() {
        return broken;
    }
}
