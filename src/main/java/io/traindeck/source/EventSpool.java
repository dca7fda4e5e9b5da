package io.traindeck.source;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.EventCodec;
import io.traindeck.run.UnreadableLineException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps the events of a source on the disk, so that any part of them can be read again: most formats can be read from
 * their start only. Numbers lie there as they are in memory, all other events as lines of traindeck's own log. The file
 * has no name any more once it is open, and is gone when the spool is closed or the program dies.
 *
 * <p>For one thread.
 */
public final class EventSpool implements Closeable {
    /** The number of events from one remembered place to the next: reading them takes less than a millisecond. */
    private static final int STRIDE = 256;

    /** The number of bytes that are written or read at once. */
    private static final int BLOCK = 1 << 18;

    private static final byte MEASURED = 0;
    private static final byte OTHER = 1;
    private static final Boolean[] BEST = {null, false, true};

    private final FileChannel channel;
    private final Map<Names, Integer> numberOf = new HashMap<>();
    private final List<Names> shapes = new ArrayList<>();

    /** The place of each event whose number is a multiple of {@link #STRIDE}. */
    private final List<Long> places = new ArrayList<>();

    private ByteBuffer pending = ByteBuffer.allocate(BLOCK);
    private long flushed;
    private int events;

    /** @throws IOException if no temporary file can be made */
    public EventSpool() throws IOException {
        Path file = Files.createTempFile("traindeck-replay", ".spool");
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** The number of events. */
    public int size() {
        return events;
    }

    /** Adds an event at the end. */
    public void add(TrainEvent event) throws IOException {
        if (events % STRIDE == 0) {
            places.add(flushed + pending.position());
        }
        events++;
        if (event instanceof Measured measured) {
            add(measured);
        } else {
            byte[] line = EventCodec.encode(event).getBytes(StandardCharsets.UTF_8);
            require(1 + Integer.BYTES + line.length);
            pending.put(OTHER).putInt(line.length).put(line);
        }
    }

    private void add(Measured event) throws IOException {
        int size = event.values().size();
        require(3 + 2 * Integer.BYTES + (3 + size) * Double.BYTES);
        pending.put(MEASURED);
        pending.put((byte) event.kind().ordinal());
        pending.put((byte) (event.best() == null ? 0 : event.best() ? 2 : 1));
        pending.putInt(shape(event.values().names()));
        pending.putLong(event.timeMs());
        pending.putLong(event.step());
        pending.putDouble(event.epoch());
        for (int i = 0; i < size; i++) {
            pending.putDouble(event.values().at(i));
        }
    }

    private int shape(Names names) {
        if (!shapes.isEmpty() && shapes.get(shapes.size() - 1) == names) {
            return shapes.size() - 1;
        }
        return numberOf.computeIfAbsent(names, made -> {
            shapes.add(made);
            return shapes.size() - 1;
        });
    }

    private void require(int bytes) throws IOException {
        if (pending.remaining() < bytes) {
            flush();
        }
        if (pending.capacity() < bytes) {
            pending = ByteBuffer.allocate(bytes);
        }
    }

    private void flush() throws IOException {
        pending.flip();
        while (pending.hasRemaining()) {
            flushed += channel.write(pending, flushed);
        }
        pending.clear();
    }

    /** Reads the events from {@code from} (inclusive, counted from 0) to {@code to} (exclusive), in their order. */
    public void read(int from, int to, Consumer<? super TrainEvent> into) throws IOException {
        flush();
        int number = from / STRIDE * STRIDE;
        Reading reading = new Reading(places.get(from / STRIDE));
        while (number < to) {
            TrainEvent event = reading.next();
            if (number >= from) {
                into.accept(event);
            }
            number++;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads on from a place. */
    private final class Reading {
        private ByteBuffer buffer = ByteBuffer.allocate(BLOCK).limit(0);
        private long next;

        Reading(long place) {
            next = place;
        }

        TrainEvent next() throws IOException {
            return bytes(1).get() == MEASURED ? measured() : other();
        }

        private Measured measured() throws IOException {
            ByteBuffer head = bytes(2 + Integer.BYTES + 3 * Double.BYTES);
            Measured.Kind kind = Measured.Kind.values()[head.get()];
            Boolean best = BEST[head.get()];
            Names names = shapes.get(head.getInt());
            long time = head.getLong();
            long step = head.getLong();
            double epoch = head.getDouble();
            double[] values = new double[names.size()];
            bytes(values.length * Double.BYTES);
            for (int i = 0; i < values.length; i++) {
                values[i] = buffer.getDouble();
            }
            return new Measured(time, kind, step, epoch, best, names.with(values));
        }

        private TrainEvent other() throws IOException {
            byte[] line = new byte[bytes(Integer.BYTES).getInt()];
            bytes(line.length).get(line);
            try {
                return EventCodec.decode(new String(line, StandardCharsets.UTF_8))
                        .orElseThrow();
            } catch (UnreadableLineException e) {
                throw new IOException(e);
            }
        }

        /** Returns the buffer, with at least that many bytes in it. */
        private ByteBuffer bytes(int count) throws IOException {
            if (buffer.remaining() < count) {
                ByteBuffer larger = ByteBuffer.allocate(Math.max(BLOCK, count)).put(buffer);
                int read = 1;
                while (larger.position() < count && read > 0) {
                    read = channel.read(larger, next);
                    next += Math.max(0, read);
                }
                buffer = larger.flip();
            }
            if (buffer.remaining() < count) {
                throw new IOException("the temporary file is shorter than what was written to it");
            }
            return buffer;
        }
    }
}
