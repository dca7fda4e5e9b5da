package io.traindeck.data;

import static io.traindeck.data.ImageSet.CHANNELS;
import static io.traindeck.data.ImageSet.IMAGE_BYTES;

import io.traindeck.text.IoReason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * One file of CIFAR-10's binary version: records of one label byte and 3072 pixel bytes, of which the first 1024 are
 * the red plane, then green, then blue, each row by row.
 */
final class Cifar10File {
    static final int RECORD_BYTES = 1 + IMAGE_BYTES;

    private static final int PLANE_BYTES = IMAGE_BYTES / CHANNELS;
    private static final int BUFFER_RECORDS = 64;

    private final Path file;
    private final int records;
    private final int classes;

    /** @param records how many records the file must hold, no more and no fewer */
    Cifar10File(Path file, int records, int classes) {
        this.file = file;
        this.records = records;
        this.classes = classes;
    }

    /**
     * Reads all records, and turns the planes into NHWC.
     *
     * @param first index of the image that the file's first record becomes
     */
    void read(byte[] pixels, byte[] labels, int first) throws DataException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new DataException(file + " is not a regular file; put the one from the CIFAR-10 archive there");
        }
        byte[] buffer = new byte[BUFFER_RECORDS * RECORD_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            checkLength(Files.size(file));
            int buffered = 0;
            for (int record = 0; record < records; record++) {
                int at = record % BUFFER_RECORDS * RECORD_BYTES;
                if (at == 0) {
                    buffered = in.readNBytes(buffer, 0, Math.min(BUFFER_RECORDS, records - record) * RECORD_BYTES);
                }
                if (at + RECORD_BYTES > buffered) {
                    throw new EOFException("it was cut while it was read, in record " + (record + 1));
                }
                labels[first + record] = checkedLabel(buffer[at], record);
                interleave(buffer, at + 1, pixels, (first + record) * IMAGE_BYTES);
            }
        } catch (NoSuchFileException e) {
            throw new DataException(file + " is missing: a CIFAR-10 folder holds six .bin files; copy it there", e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + IoReason.of(e) + "; make it a readable file", e);
        }
    }

    private void checkLength(long bytes) throws DataException {
        long wholeRecords = bytes / RECORD_BYTES;
        long rest = bytes % RECORD_BYTES;
        if (wholeRecords >= records && bytes != (long) records * RECORD_BYTES) {
            throw damaged("goes on after record " + records + ", its last: " + bytes + " bytes instead of "
                    + (long) records * RECORD_BYTES);
        }
        if (rest != 0) {
            throw damaged("breaks off in record " + (wholeRecords + 1) + " of " + records + ", after " + rest
                    + " of its " + RECORD_BYTES + " bytes");
        }
        if (wholeRecords < records) {
            throw damaged("ends after record " + wholeRecords + " of " + records);
        }
    }

    private byte checkedLabel(byte label, int record) throws DataException {
        if (Byte.toUnsignedInt(label) >= classes) {
            throw damaged("has label " + Byte.toUnsignedInt(label) + " in record " + (record + 1) + ", where 0 to "
                    + (classes - 1) + " can be");
        }
        return label;
    }

    private DataException damaged(String what) {
        return new DataException(file + " " + what + "; copy or download the file again");
    }

    private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
        for (int i = 0; i < PLANE_BYTES; i++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                pixels[to + i * CHANNELS + channel] = planes[from + channel * PLANE_BYTES + i];
            }
        }
    }
}
