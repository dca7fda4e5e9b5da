package io.traindeck.source.tensorboard;

import io.traindeck.run.GrowingFile;
import io.traindeck.source.protobuf.LittleEndian;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * The records of a file that may still grow, one after another. If the last record is not whole yet, its rest is waited
 * for. The same is done with zeros up to the end of the file: some file systems show the length of new data before its
 * bytes.
 *
 * <p>A record whose data does not fit its checksum is passed over. If the length does not fit its checksum, it is not
 * known where the next record begins: the next place is searched for at which a length and its checksum fit each other.
 * A search is given up after {@link #SEARCHED} bytes, which is more than any known record has, and goes on with the
 * bytes that are appended to the file.
 */
final class Records {
    /** The result of {@link #next}. */
    enum Found {
        /** A record. The reader looks at its data and then calls {@link #pass}. */
        RECORD,
        /**
         * A record whose data is damaged, which has been passed over; or a place where a record should begin and does
         * not, which begins a search for the next one.
         */
        UNREADABLE,
        /** Bytes in which no record begins, during such a search. */
        NOTHING,
        /** No further record is whole yet. */
        END
    }

    /**
     * The number of bytes of the longest record that is read in full to compare its checksum. Most of a longer record
     * is a picture or a histogram, and is not read. TensorBoard itself compares checksums only of records that it
     * cannot understand.
     */
    static final int WHOLE = 1 << 13;

    /** The number of bytes that are searched at a time. */
    private static final int SLICE = 1 << 15;

    /** The number of bytes that are searched after a place where no record begins. */
    private static final long SEARCHED = 64 << 20;

    private final GrowingFile file;
    private final Window window;
    private final CRC32C crc = new CRC32C();

    /** The place where the next record begins or, during a search, the first place where it may begin. */
    private long place;

    private boolean searching;
    private long searchEnd;
    private long dataEnd;

    Records(GrowingFile file, Window window) {
        this.file = file;
        this.window = window;
    }

    /** The number of bytes that were read or passed over. */
    long place() {
        return place;
    }

    /** The place where the data of the record begins. */
    long data() {
        return place + TfRecord.HEADER;
    }

    /** The place where the data of the record ends. */
    long dataEnd() {
        return dataEnd;
    }

    /** Goes on after the record. */
    void pass() {
        place = dataEnd + TfRecord.FOOTER;
    }

    Found next() throws IOException {
        if (searching) {
            return search();
        }
        long rest = file.size() - place;
        if (rest < TfRecord.HEADER) {
            return Found.END;
        }
        int header = window.index(place, TfRecord.HEADER);
        if (!TfRecord.headerHolds(crc, window.bytes(), header)) {
            if (onlyZerosFollow()) {
                return Found.END;
            }
            searching = true;
            place++;
            searchEnd = place + SEARCHED;
            return Found.UNREADABLE;
        }
        long length = LittleEndian.int64(window.bytes(), header);
        if (length < 0 || length > rest - TfRecord.HEADER - TfRecord.FOOTER) {
            return Found.END;
        }
        dataEnd = data() + length;
        if (length <= WHOLE && !dataHolds()) {
            pass();
            return Found.UNREADABLE;
        }
        return Found.RECORD;
    }

    /** Returns whether the checksum of the record's data was already compared. */
    boolean isChecked() {
        return dataEnd - data() <= WHOLE;
    }

    /** Reads all data of the record and compares its checksum. */
    boolean dataHolds() throws IOException {
        crc.reset();
        for (long at = data(); at < dataEnd; at += SLICE) {
            int length = (int) Math.min(SLICE, dataEnd - at);
            int index = window.index(at, length);
            crc.update(window.bytes(), index, length);
        }
        int footer = window.index(dataEnd, TfRecord.FOOTER);
        return LittleEndian.int32(window.bytes(), footer) == TfRecord.masked(crc);
    }

    private boolean onlyZerosFollow() throws IOException {
        long end = Math.min(file.size(), place + SEARCHED);
        for (long at = place; at < end; at += SLICE) {
            int length = (int) Math.min(SLICE, end - at);
            int index = window.index(at, length);
            for (int i = index; i < index + length; i++) {
                if (window.bytes()[i] != 0) {
                    return false;
                }
            }
        }
        return end == file.size();
    }

    private Found search() throws IOException {
        long last = file.size() - TfRecord.HEADER;
        if (place > last) {
            return Found.END;
        }
        if (place >= searchEnd) {
            place = last + 1;
            searchEnd = place + SEARCHED;
            return Found.NOTHING;
        }
        int places = (int) Math.min(SLICE, last - place + 1);
        int index = window.index(place, places - 1 + TfRecord.HEADER);
        byte[] bytes = window.bytes();
        for (int i = index; i < index + places; i++) {
            // No record has 4 GiB, and looking at the length first saves nearly every checksum.
            if (LittleEndian.int32(bytes, i + 4) == 0 && TfRecord.headerHolds(crc, bytes, i)) {
                place += i - index;
                searching = false;
                return Found.NOTHING;
            }
        }
        place += places;
        return Found.NOTHING;
    }
}
