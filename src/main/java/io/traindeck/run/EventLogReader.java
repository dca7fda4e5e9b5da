package io.traindeck.run;

import io.traindeck.event.TrainEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Follows an {@code events.jsonl} that may still grow: each poll hands on what was appended since the last. A last line
 * without LF is not written yet and comes with a later poll.
 *
 * <p>Any content is read through: a line that is no event is counted and skipped, an event that this version does not
 * know is skipped. A log that is cut short or replaced underneath is read again from its start, after {@code onRestart}.
 * Memory is bounded by {@link #MAX_LINE}, whatever the log holds.
 *
 * <p>For one thread.
 */
public final class EventLogReader implements Closeable {
    /** Bytes of the longest line that is taken for an event; real ones have some hundred. */
    public static final int MAX_LINE = 1 << 20;

    private static final int CHUNK = 1 << 18;

    /** Bytes before the reading place that must stay as they were: the time in them makes them one of a kind. */
    private static final int ANCHOR = 128;

    private final Path file;
    private final Runnable onRestart;

    private FileChannel channel;
    private Object fileKey;

    /** Where the first line begins that was not read yet, or, while skipping, where to look on for its end. */
    private long next;

    /** The line at {@code next} is longer than {@link #MAX_LINE}; its start has been left behind. */
    private boolean skipping;

    private byte[] anchor = {};
    private long unreadable;

    /** Lines before this offset were counted: those that are read again after a seek do not count twice. */
    private long counted;

    /** A reader that starts at the beginning of {@code file}, which need not exist yet. */
    public EventLogReader(Path file) {
        this(file, () -> {});
    }

    /** @param onRestart called before the first event of a log that was cut short or replaced: forget the old one */
    public EventLogReader(Path file, Runnable onRestart) {
        this.file = file;
        this.onRestart = onRestart;
    }

    /**
     * Hands on every event up to the present end of the log.
     *
     * @return how many lines were read
     */
    public int poll(Consumer<? super TrainEvent> events) throws IOException {
        return poll(Integer.MAX_VALUE, (event, offset) -> events.accept(event));
    }

    /**
     * Hands on the events of the next lines, each with the byte offset of its line, which {@link #seek} takes.
     *
     * @param maxLines lines to read at most, unreadable ones included
     * @return how many lines were read; fewer than {@code maxLines} at the present end of the log
     * @throws IOException where the log is there but cannot be read; the next poll tries again
     */
    public int poll(int maxLines, ObjLongConsumer<? super TrainEvent> events) throws IOException {
        if (!open()) {
            return 0;
        }
        long size = channel.size();
        if (size < next || (size > next && !anchorHolds())) {
            restart();
        }
        int lines = 0;
        byte[] buffer = new byte[(int) Math.max(1, Math.min(CHUNK, size - next))];
        while (lines < maxLines && next < size) {
            int length = read(buffer, next);
            int from = 0;
            for (int lf; lines < maxLines && (lf = indexOfLf(buffer, from, length)) >= 0; from = lf + 1) {
                line(buffer, from, lf, events);
                lines++;
            }
            if (from > 0) {
                advance(buffer, from);
            } else if (length < buffer.length || next + length >= size) {
                break; // the rest of the line is not written yet
            } else if (length <= MAX_LINE) {
                buffer = new byte[Math.min(2 * length, MAX_LINE + 1)];
            } else {
                advance(buffer, length);
                skipping = true;
            }
        }
        return lines;
    }

    private void advance(byte[] buffer, int length) {
        anchor = Arrays.copyOfRange(buffer, Math.max(0, length - ANCHOR), length);
        next += length;
    }

    private void line(byte[] buffer, int from, int to, ObjLongConsumer<? super TrainEvent> events) {
        long offset = next + from;
        boolean huge = skipping;
        skipping = false;
        boolean first = offset >= counted;
        counted = Math.max(counted, next + to + 1);
        Optional<TrainEvent> event = Optional.empty();
        try {
            if (huge || to - from > MAX_LINE) {
                throw new UnreadableLineException("longer than " + MAX_LINE + " bytes");
            }
            event = EventCodec.decode(buffer, from, to);
        } catch (UnreadableLineException e) {
            if (first) {
                unreadable++;
            }
        }
        event.ifPresent(e -> events.accept(e, offset));
    }

    /** Where the next line begins. */
    public long offset() {
        return next;
    }

    /** Reads on from the line at {@code offset}, which must be one that a poll handed out, {@link #offset()}, or 0; not from within a poll. */
    public void seek(long offset) {
        next = offset;
        skipping = false;
        anchor = new byte[0];
    }

    /** Lines so far that were no events: garbage, zeros, torn or huge lines. */
    public long unreadableLines() {
        return unreadable;
    }

    /** Lets go of the file. A later poll opens it again and goes on where this one stopped. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    /** Makes sure that the channel is that of the file which has the name now; false where there is none. */
    private boolean open() throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (!now.isRegularFile()) {
            // Opening a pipe would wait for a writer for ever.
            throw new IOException(file + " is not a regular file");
        }
        boolean replaced = fileKey != null && !Objects.equals(fileKey, now.fileKey());
        if (replaced) {
            close();
            restart();
        }
        fileKey = now.fileKey();
        if (channel == null) {
            try {
                channel = FileChannel.open(file, StandardOpenOption.READ);
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    private boolean anchorHolds() throws IOException {
        byte[] now = new byte[anchor.length];
        return read(now, next - anchor.length) == now.length && Arrays.equals(now, anchor);
    }

    private void restart() {
        seek(0);
        unreadable = 0;
        counted = 0;
        onRestart.run();
    }

    /** Fills {@code buffer} from {@code position} on; returns fewer bytes only at the end of the file. */
    private int read(byte[] buffer, long position) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(buffer);
        while (into.hasRemaining() && channel.read(into, position + into.position()) > 0) {
            // Reads until it is full.
        }
        return into.position();
    }

    private static int indexOfLf(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
