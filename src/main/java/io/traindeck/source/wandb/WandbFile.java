package io.traindeck.source.wandb;

import io.traindeck.run.GrowingFile;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Follows the records of a {@code .wandb} file that may still grow. The file begins with 7 bytes that name its kind,
 * and is divided into blocks of 32 KiB. A block holds chunks, each with 4 bytes of checksum, 2 of length and one of
 * type before its data. A record is one chunk, or several in neighbouring blocks. All numbers begin with their lowest
 * byte.
 *
 * <p>If the last record is not whole, the rest is waited for. After a damaged chunk, reading goes on with the next
 * block.
 *
 * <p>For one thread.
 */
public final class WandbFile implements Closeable {
    /** The bytes before the first chunk: {@code :W&B}, a magic number, and the version, which has always been 0. */
    private static final byte[] HEADER = ":W&B\u00e1\u00be\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int BLOCK = 1 << 15;
    private static final int CHUNK_HEADER = 7;

    /** The number of bytes of the longest record that is handed on; longer ones are pictures and the like. */
    private static final int LONGEST_RECORD = 1 << 22;

    private static final int WHOLE = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;

    private final GrowingFile file;
    private final CRC32 crc = new CRC32();
    private final byte[] block = new byte[BLOCK];

    /** The place of the block in memory, and how many of its bytes are there. */
    private long blockStart = -1;

    private int blockLength;

    /** The place of the next chunk. */
    private long next;

    /** The bytes so far of a record of several chunks; null outside such a record. */
    private ByteArrayOutputStream begun;

    private long damaged;

    /** The receiver of the records. */
    public interface Records {
        void record(byte[] message) throws IOException;
    }

    /** @param onRestart runs before the first record of a file that was cut short or replaced: forget the old one */
    public WandbFile(Path path, Runnable onRestart) {
        file = new GrowingFile(path, () -> {
            blockStart = -1;
            next = 0;
            begun = null;
            damaged = 0;
            onRestart.run();
        });
    }

    /** Returns whether a file that begins with these bytes is of this kind. */
    public static boolean isOne(byte[] head) {
        return head.length >= HEADER.length && Arrays.equals(head, 0, HEADER.length, HEADER, 0, HEADER.length);
    }

    /**
     * Hands on the next records.
     *
     * @param most records to read at most, damaged ones included
     * @return how many records were read; fewer than {@code most} at the present end of the file
     * @throws IOException if the file is there but cannot be read, or is of another kind
     */
    public int poll(int most, Records into) throws IOException {
        if (!file.refresh() || file.size() < HEADER.length) {
            return 0;
        }
        blockStart = -1;
        if (next == 0) {
            load(0);
            if (!isOne(block)) {
                throw new IOException(file.path() + " does not begin as a log of Weights & Biases");
            }
            next = HEADER.length;
        }
        int read = 0;
        for (Found found; read < most && (found = chunk(into)) != Found.END; ) {
            read += found == Found.PART ? 0 : 1;
        }
        return read;
    }

    private enum Found {
        /** A record has ended, or a place is damaged. */
        RECORD,
        /** A record goes on, or nothing is left in a block. */
        PART,
        /** No further chunk is whole yet. */
        END
    }

    private Found chunk(Records into) throws IOException {
        int at = (int) (next % BLOCK);
        int left = BLOCK - at;
        if (left < CHUNK_HEADER) {
            next += left;
            return Found.PART;
        }
        load(next - at);
        if (blockLength - at < CHUNK_HEADER) {
            return Found.END;
        }
        ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        int checksum = header.getInt(at);
        int length = header.getShort(at + 4) & 0xffff;
        int type = block[at + 6];
        int end = at + CHUNK_HEADER + length;
        if (type < WHOLE || type > LAST || end > BLOCK) {
            return onlyZerosFollow(at) ? Found.END : damaged(left);
        }
        if (end > blockLength) {
            return Found.END;
        }
        crc.reset();
        crc.update(block, at + 6, 1 + length);
        if ((int) crc.getValue() != checksum) {
            // Some file systems show the length of new data before its bytes.
            return next - at + end == file.size() ? Found.END : damaged(left);
        }
        next += CHUNK_HEADER + length;
        file.passed(block, 0, end, next);
        return take(type, at + CHUNK_HEADER, length, into);
    }

    private Found take(int type, int from, int length, Records into) throws IOException {
        boolean fits = (type == WHOLE || type == FIRST) == (begun == null);
        if (!fits) {
            damaged++;
            begun = null;
        }
        if (type == WHOLE) {
            into.record(Arrays.copyOfRange(block, from, from + length));
            return Found.RECORD;
        }
        if (type == FIRST) {
            begun = new ByteArrayOutputStream(2 * BLOCK);
        }
        if (begun == null) {
            return Found.RECORD;
        }
        if (begun.size() <= LONGEST_RECORD) {
            begun.write(block, from, length);
        }
        if (type == MIDDLE || type == FIRST) {
            return Found.PART;
        }
        if (begun.size() <= LONGEST_RECORD) {
            into.record(begun.toByteArray());
        } else {
            damaged++;
        }
        begun = null;
        return Found.RECORD;
    }

    private Found damaged(int left) {
        damaged++;
        begun = null;
        next += left;
        return Found.RECORD;
    }

    /** Returns whether only zeros stand from {@code at} to the end of the file, and this block reaches that end. */
    private boolean onlyZerosFollow(int at) {
        for (int i = at; i < blockLength; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return blockStart + blockLength == file.size();
    }

    private void load(long start) throws IOException {
        if (start != blockStart) {
            blockLength = file.read(block, start);
            blockStart = start;
        }
    }

    /** The number of bytes that were read or passed over. */
    public long place() {
        return next;
    }

    /** The number of bytes in the file, as of the last poll. */
    public long size() {
        return file.size();
    }

    /** The number of records so far that could not be read. */
    public long damaged() {
        return damaged;
    }

    /** Closes the file. A later poll opens it again and goes on where this one stopped. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
