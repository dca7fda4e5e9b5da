package io.traindeck.run;

import io.traindeck.event.TrainEvent;
import io.traindeck.text.IoReason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Appends events to {@code events.jsonl}, in the order in which they are accepted, on a thread of its own: each is
 * handed to the operating system as soon as the ones before it are, and {@code epoch}, {@code checkpoint} and {@code
 * run_ended} wait for the disk as well. Accepting never waits for the disk and never throws.
 *
 * <p>While the file cannot be written, events are kept and writing is tried again. What is kept is bounded: beyond
 * {@link #MAX_KEPT} events, new {@code step} and {@code system} events are lost, and counted; others never are.
 */
public final class EventLogWriter implements Consumer<TrainEvent>, Closeable {
    /** Told of trouble, on the writer's thread; must return soon and not throw, and may publish events. */
    public interface Alarm {
        /** The log cannot be written; its events are kept in memory, and writing is tried again. */
        void writeFailed(IOException reason);

        /**
         * The log is written again, beginning with what was kept.
         *
         * @param lost events that were too many to be kept
         */
        void writeRecovered(long lost);

        /** The run folder was deleted or moved: events go on into the file that is open, wherever that is now. */
        void folderGone();
    }

    /** A day of steps at three a second, about 25 MB. */
    public static final int MAX_KEPT = 250_000;

    /** The time between tries to write after a failure. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Events written at once at most, so that a backlog is not in memory twice. */
    private static final int MAX_BATCH = 1024;

    private final EventLogFile file;
    private final Alarm alarm;
    private final Duration retry;
    private final EventBacklog backlog;
    private final Thread thread;

    // The writer thread's own.
    private final EventEncoder encoder = new EventEncoder();
    private ByteBuffer batch = ByteBuffer.allocate(0);
    private long taken;
    private boolean forceDue;
    private boolean adrift;

    /**
     * Opens the log at {@code path}, or makes it with mode 0600; an unfinished last line is repaired, and only that.
     *
     * @throws RunException if it cannot be written
     */
    public EventLogWriter(Path path, Alarm alarm) throws RunException {
        this(path, alarm, RETRY, MAX_KEPT);
    }

    EventLogWriter(Path path, Alarm alarm, Duration retry, int maxKept) throws RunException {
        try {
            file = new EventLogFile(path);
        } catch (IOException e) {
            throw new RunException(
                    "cannot write " + path + ": " + IoReason.of(e) + "; make room, or see who owns it", e);
        }
        this.alarm = alarm;
        this.retry = retry;
        backlog = new EventBacklog(maxKept);
        thread = new Thread(this::run, "event-log");
        thread.setDaemon(true);
        thread.start();
    }

    /** The repair that was made when the log was opened, in words; empty if none was needed. */
    public Optional<String> repaired() {
        return file.repaired();
    }

    /** Takes {@code event}, to be written soon; after {@link #close} this does nothing. */
    @Override
    public void accept(TrainEvent event) {
        backlog.accept(event);
    }

    /**
     * Waits until every event accepted so far is on the disk, or a try to bring it there has failed.
     *
     * @return whether it is; false if the log cannot be written at present
     */
    public boolean sync() {
        return backlog.sync();
    }

    /**
     * Brings everything accepted to the disk and closes the log.
     *
     * @throws IOException if that fails: what was not written is lost
     */
    @Override
    public void close() throws IOException {
        backlog.close();
        boolean whole = backlog.sync();
        Threads.joinUninterruptibly(thread);
        file.close();
        if (!whole) {
            throw new IOException("the last events of the run could not be written to its log");
        }
    }

    private void run() {
        try {
            while (backlog.awaitWork(batch.hasRemaining() || forceDue, retry.toMillis())) {
                work();
            }
        } finally {
            // This runs even if memory runs out: the threads that wait for the disk must be released.
            backlog.end();
        }
    }

    private void work() {
        try {
            if (!batch.hasRemaining()) {
                fillBatch();
            }
            write();
            backlog.succeeded().ifPresent(alarm::writeRecovered);
        } catch (IOException e) {
            if (backlog.failed()) {
                alarm.writeFailed(e);
            }
        }
    }

    private void fillBatch() {
        List<TrainEvent> events = backlog.take(MAX_BATCH);
        StringBuilder lines = new StringBuilder();
        for (TrainEvent event : events) {
            encoder.append(event, lines);
            forceDue |=
                    event instanceof TrainEvent.Measured measured && measured.kind() != TrainEvent.Measured.Kind.STEP
                            || event instanceof TrainEvent.Checkpoint
                            || event instanceof TrainEvent.RunEnded;
        }
        batch = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        taken += events.size();
    }

    private void write() throws IOException {
        if (batch.hasRemaining()) {
            file.append(batch);
            if (file.isAdrift() && !adrift) {
                alarm.folderGone();
            }
            adrift = file.isAdrift();
        }
        if (forceDue || backlog.isForceWanted(taken)) {
            file.force();
            forceDue = false;
            backlog.forced(taken);
        }
    }
}
