package io.traindeck.source.tensorboard;

import io.traindeck.run.GrowingFile;
import io.traindeck.source.protobuf.WireBytes;
import java.io.EOFException;
import java.io.IOException;

/**
 * The part of a file that is in memory, moved to wherever the reader looks. It reads ahead more and more while the
 * reader goes on from byte to byte, and little again after the reader has jumped: hardly anything is read of a long
 * picture that is skipped.
 */
final class Window implements WireBytes {
    /** The largest number of bytes that {@link #index} may be asked for at once. */
    static final int LARGEST = 1 << 16;

    /** The number of bytes that are read after a jump: a page of the disk's cache. */
    private static final int SMALLEST = 1 << 12;

    private final GrowingFile file;
    private byte[] bytes = {};
    private long start;
    private int length;
    private int ahead = SMALLEST;

    Window(GrowingFile file) {
        this.file = file;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Returns the place in {@link #bytes} of the byte at {@code position} in the file; at least {@code need} bytes
     * stand there.
     *
     * @param need 0 to {@link #LARGEST}
     * @throws EOFException if the file has fewer bytes, because it became shorter since the caller looked at its size
     */
    @Override
    public int index(long position, int need) throws IOException {
        long index = position - start;
        if (index >= 0 && index + need <= length) {
            return (int) index;
        }
        moveTo(position, need);
        return 0;
    }

    /** Forgets the bytes: the file may hold others by now. */
    void clear() {
        bytes = new byte[0];
        start = 0;
        length = 0;
        ahead = SMALLEST;
    }

    private void moveTo(long position, int need) throws IOException {
        long gap = position - (start + length);
        boolean jumped = position < start || gap > SMALLEST;
        ahead = jumped ? SMALLEST : Math.min(2 * ahead, LARGEST);
        int kept = jumped || gap > 0 ? 0 : (int) -gap;
        int wanted = (int) Math.min(Math.max(need, ahead), Math.max(need, file.size() - position));
        byte[] to = bytes.length >= wanted ? bytes : new byte[wanted];
        System.arraycopy(bytes, kept == 0 ? 0 : (int) (position - start), to, 0, kept);
        // Nothing of the old window is valid while the new one is read; that may fail.
        length = 0;
        bytes = to;
        int read = file.read(to, kept, wanted - kept, position + kept);
        start = position;
        length = kept + read;
        if (length < need) {
            throw new EOFException(file.path() + " became shorter while it was read");
        }
    }
}
