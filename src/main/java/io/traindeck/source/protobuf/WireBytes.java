package io.traindeck.source.protobuf;

import java.io.IOException;

/** Bytes that a {@link Wire} walks through, such as those of a file of which only a part is in memory. */
public interface WireBytes {
    /**
     * Returns the place in {@link #bytes} of the byte at {@code position}; at least {@code need} bytes stand there.
     *
     * @throws IOException if there are fewer bytes, or they cannot be read
     */
    int index(long position, int need) throws IOException;

    /**
     * The array that {@link #index} points into; the next call of {@code index} may change both the array and the
     * place.
     */
    byte[] bytes();

    /** Makes a source of bytes that are all in memory. */
    static WireBytes of(byte[] bytes) {
        return new WireBytes() {
            @Override
            public int index(long position, int need) {
                return (int) position;
            }

            @Override
            public byte[] bytes() {
                return bytes;
            }
        };
    }
}
