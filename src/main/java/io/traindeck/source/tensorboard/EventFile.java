package io.traindeck.source.tensorboard;

import io.traindeck.run.GrowingFile;
import io.traindeck.source.protobuf.LittleEndian;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event file that may still grow, read record by record. It is open only from the first new record to the last one,
 * since a run may have more files than a program may have open.
 */
final class EventFile implements Closeable {
    /** Compares by age, the older session first; sessions of the same second stand in the order of their names. */
    static final Comparator<EventFile> BY_TIME =
            Comparator.<EventFile>comparingDouble(file -> file.time).thenComparing(file -> file.path.toString());

    /** The number of bytes in which the time of the first event stands, if it has one. */
    static final int FIRST_TIME = TfRecord.HEADER + 1 + Double.BYTES;

    private static final Pattern TIME_IN_NAME = Pattern.compile("tfevents\\.(\\d{1,18})(?!\\d)");

    /** The result of {@link #next}. */
    enum Read {
        /** A record with an event. */
        EVENT,
        /** A record that could not be understood. */
        UNREADABLE,
        /** Bytes without a record. */
        NOTHING,
        /** Nothing was read: this is the present end. */
        END,
        /** Nothing was read: the bytes that were read before are no longer in the file. */
        REPLACED
    }

    private final Path path;
    private final double time;
    private final GrowingFile file;
    private final Window window;
    private final Records records;
    private final EventRecord event;

    private long size = -1;
    private FileTime modified;
    private Object key;

    /** Whether there may be something new to read. */
    private boolean more;

    private boolean open;
    private boolean replaced;

    /** @throws IOException if the name says no time and the first event cannot be read */
    EventFile(Path path, Tags tags) throws IOException {
        this.path = path;
        time = time(path);
        file = new GrowingFile(path, () -> replaced = true);
        window = new Window(file);
        records = new Records(file, window);
        event = new EventRecord(window, tags);
    }

    /**
     * Returns the time of the file in seconds: the time in its name, else that of the first event; infinite if there is
     * none.
     */
    private static double time(Path path) throws IOException {
        Matcher inName = TIME_IN_NAME.matcher(path.getFileName().toString());
        if (inName.find()) {
            return Long.parseLong(inName.group(1));
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(FIRST_TIME);
            return head.length == FIRST_TIME && TfRecord.holdsEvent(head)
                    ? Double.longBitsToDouble(LittleEndian.int64(head, TfRecord.HEADER + 1))
                    : Double.POSITIVE_INFINITY;
        }
    }

    /** Compares the file with its state at the last look: if it has changed, there may be more to read. */
    void look(BasicFileAttributes now) {
        if (now.size() != size || !now.lastModifiedTime().equals(modified) || !Objects.equals(now.fileKey(), key)) {
            more = true;
        }
        size = now.size();
        modified = now.lastModifiedTime();
        key = now.fileKey();
    }

    /** Returns whether there may be something to read. */
    boolean more() {
        return more;
    }

    /** The number of bytes that were read or passed over. */
    long place() {
        return records.place();
    }

    /** The number of bytes in the file, as of the last look. */
    long size() {
        return size;
    }

    /** The event that was read last. */
    EventRecord event() {
        return event;
    }

    /** @throws IOException if the file is there but cannot be read; the same record is read again next time */
    Read next() throws IOException {
        try {
            if (!open) {
                open = file.refresh();
                if (!open || replaced) {
                    more = false;
                    return replaced ? Read.REPLACED : Read.END;
                }
            }
            return read();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Read read() throws IOException {
        switch (records.next()) {
            case RECORD -> {
                boolean understood = event.read(records.data(), records.dataEnd()) && holds();
                records.pass();
                return understood ? Read.EVENT : Read.UNREADABLE;
            }
            case UNREADABLE -> {
                return Read.UNREADABLE;
            }
            case NOTHING -> {
                return Read.NOTHING;
            }
            default -> {
                rest();
                return Read.END;
            }
        }
    }

    /**
     * Returns whether the event is the one that was written, as far as that can be checked without reading much of the
     * skipped bytes.
     */
    private boolean holds() throws IOException {
        boolean mostlyRead = event.skipped() <= (records.dataEnd() - records.data()) / 2;
        return records.isChecked() || !mostlyRead || records.dataHolds();
    }

    /** Closes the file after all that is there was read, and remembers the bytes by which to know it again. */
    private void rest() throws IOException {
        byte[] before = new byte[(int) Math.min(GrowingFile.ANCHOR, records.place())];
        if (file.read(before, records.place() - before.length) < before.length) {
            throw new EOFException(path + " became shorter while it was read");
        }
        more = false;
        close();
        file.passed(before, 0, before.length, records.place());
    }

    /** Closes the file; the next record opens it again. */
    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            // If the file is shorter than this place when it is opened again, it is not the same file any more.
            file.jumped(records.place());
        }
        window.clear();
        file.close();
    }
}
