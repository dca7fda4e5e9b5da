package io.traindeck.run;

import io.traindeck.event.TrainEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Follows an {@code events.jsonl} that may still grow: each poll hands on what was appended since the last. A last line
 * without LF is not written yet and comes with a later poll, unless it is a whole {@code run_ended}: nothing comes
 * after that, and a log that was copied or edited may well lack its last LF.
 *
 * <p>Any content is read through: a line that is no event is counted and skipped, an event that this version does not
 * know is skipped. A log that is cut short or replaced underneath is read again from its start, after {@code onRestart}.
 * Memory is bounded by {@link #MAX_LINE}, whatever the log holds.
 *
 * <p>For one thread.
 */
public final class EventLogReader implements Closeable {
    /** Bytes of the longest line that is taken for an event; real ones have some hundred. */
    public static final int MAX_LINE = FollowedLines.MAX_LINE;

    private final FollowedLines lines;
    private final EventDecoder decoder;
    private long unreadable;

    /** The offset at which the line ends that was taken without its LF; -1 if there is none. */
    private long ended = -1;

    /** Lines before this offset were counted: those that are read again after a seek do not count twice. */
    private long counted;

    /** A reader that starts at the beginning of {@code file}, which need not exist yet. */
    public EventLogReader(Path file) {
        this(file, () -> {});
    }

    /** @param onRestart called before the first event of a log that was cut short or replaced: forget the old one */
    public EventLogReader(Path file, Runnable onRestart) {
        this(file, onRestart, new EventDecoder());
    }

    /**
     * Returns a reader of another log that knows the lines which {@code done} has met, and so reads a short log in less
     * time.
     *
     * @param done a reader that is not used any more
     * @param onRestart called before the first event of a log that was cut short or replaced: forget the old one
     */
    public static EventLogReader after(EventLogReader done, Path file, Runnable onRestart) {
        return new EventLogReader(file, onRestart, done.decoder);
    }

    private EventLogReader(Path file, Runnable onRestart, EventDecoder decoder) {
        this.decoder = decoder;
        lines = new FollowedLines(file, () -> {
            unreadable = 0;
            counted = 0;
            ended = -1;
            onRestart.run();
        });
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
     * @throws IOException if the log is there but cannot be read; the next poll tries again
     */
    public int poll(int maxLines, ObjLongConsumer<? super TrainEvent> events) throws IOException {
        return lines.poll(maxLines, new FollowedLines.Lines() {
            @Override
            public boolean rest(byte[] buffer, int from, int to, long offset) {
                Optional<TrainEvent> last = runEnded(buffer, from, to);
                last.ifPresent(event -> {
                    ended = offset + (to - from);
                    counted = Math.max(counted, ended);
                    events.accept(event, offset);
                });
                return last.isPresent();
            }

            @Override
            public void line(byte[] buffer, int from, int to, long offset) {
                long end = offset + (to - from) + 1;
                if (from == to && offset == ended) {
                    return; // The end of a line that was taken without it.
                }
                try {
                    Optional<TrainEvent> event = decoder.decode(buffer, from, to);
                    counted = Math.max(counted, end);
                    event.ifPresent(e -> events.accept(e, offset));
                } catch (UnreadableLineException e) {
                    countUnreadable(offset, end);
                }
            }

            @Override
            public int known(byte[] buffer, int from, int to, long offset) {
                TrainEvent event = decoder.decodeFirst(buffer, from, to);
                if (event == null) {
                    return -1;
                }
                int end = decoder.end();
                counted = Math.max(counted, offset + (end - from) + 1);
                events.accept(event, offset);
                return end;
            }

            @Override
            public void tooLong(long offset, long end) {
                countUnreadable(offset, end);
            }
        });
    }

    /** Returns the event that ends a run, if the bytes hold it. */
    private static Optional<TrainEvent> runEnded(byte[] buffer, int from, int to) {
        if (buffer[to - 1] != '}') {
            return Optional.empty();
        }
        try {
            return EventCodec.decode(buffer, from, to).filter(TrainEvent.RunEnded.class::isInstance);
        } catch (UnreadableLineException e) {
            return Optional.empty();
        }
    }

    private void countUnreadable(long offset, long end) {
        if (offset >= counted) {
            unreadable++;
        }
        counted = Math.max(counted, end);
    }

    /** Returns the share of the log that has been read, in [0, 1]. */
    public double share() {
        return lines.share();
    }

    /**
     * Reads on from the line at {@code offset}, which must be one that a poll handed out, or 0; not from within a poll.
     */
    public void seek(long offset) {
        lines.seek(offset);
    }

    /** Returns how many lines so far were no events: garbage, zeros, torn or huge lines. */
    public long unreadableLines() {
        return unreadable;
    }

    /** Lets go of the file. A later poll opens it again and goes on where this one stopped. */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
