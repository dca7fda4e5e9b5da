package io.traindeck.dashboard.live;

import io.traindeck.comparison.ParentHistory;
import io.traindeck.dashboard.live.Observed.Reading;
import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent;
import io.traindeck.source.EventSource;
import io.traindeck.source.FollowedRun;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.AdvisedStates;
import io.traindeck.state.RunState;
import io.traindeck.text.IoReason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The log of a run, read again and again as it grows. What was read of it is shown until there is something newer,
 * whatever becomes of its file; a message tells what has become of it.
 *
 * <p>For one thread.
 */
final class FollowedLog implements Closeable {
    /** The time after which others are told how far the reading is. */
    private static final long SLICE_NS = 50_000_000;

    /** The time for which a file may be shorter while it is written anew. */
    private static final long SHORT_NS = 2_000_000_000L;

    /** The time for which growth of the output is not looked at again. */
    private static final long OUTPUT_EVERY_MS = 1_000;

    private final LogBatches batches;
    private final FollowedRun run;
    private AdvisedStates advised = new AdvisedStates();
    private RunState state = RunState.EMPTY;

    /** The state that the log held before it was cut short or replaced. */
    private RunState before = RunState.EMPTY;

    private boolean more;
    private String trouble = "";
    private int anew;
    private long size;
    private long shortSince;

    FollowedLog(LoggedRun run) {
        batches = new LogBatches(run, this::restart);
        this.run = batches.run();
    }

    private void restart() {
        if (isNews()) {
            before = state;
            anew++;
        }
        state = RunState.EMPTY;
        advised = new AdvisedStates();
        size = 0;
    }

    /** See {@link FollowedRun#liveness}. */
    Liveness liveness() {
        return run.liveness();
    }

    /**
     * Reads on for a while.
     *
     * @param seen takes each event
     */
    void poll(EventSource.Sink seen) {
        long begin = System.nanoTime();
        trouble = "";
        long changedMs = run.run().changedMs();
        long printedMs = run.run().printedMs();
        try {
            more = batches.read((event, from) -> take(event, from, seen), () -> System.nanoTime() - begin < SLICE_NS);
            if (!more) {
                takeOutput(changedMs, printedMs);
            }
            look();
        } catch (IOException e) {
            more = false;
            trouble = "The log cannot be read: " + IoReason.of(e);
        }
    }

    private void take(TrainEvent event, LoggedRun from, EventSource.Sink seen) {
        state = advised.next(ParentHistory.before(event, from, state), event);
        seen.take(event);
    }

    /**
     * Takes the growth of the program's output as a sign of life. The files tell both times by one clock, and the log's
     * last event that time by the clock of the log.
     */
    private void takeOutput(long changedMs, long printedMs) {
        if (changedMs > 0 && printedMs > 0) {
            long timeMs = state.lastMs() + printedMs - changedMs;
            // A program may print all the time, and the screen needs no new picture for each line.
            if (timeMs - state.heard().printedMs() >= OUTPUT_EVERY_MS) {
                state = state.printed(timeMs);
            }
        }
    }

    /** Finds out what has become of the file. */
    private void look() {
        LoggedRun now = run.run();
        Path file = now.ownLog().orElse(now.path());
        BasicFileAttributes found = attributes(file);
        if (found == null && now.folder().isPresent() && !Files.isDirectory(now.path())) {
            trouble = "The run folder is gone; this is what was last seen of it.";
        } else if (found == null && state() != RunState.EMPTY && Files.notExists(file)) {
            trouble = "The log is gone; this is what was last seen of it.";
        } else if (isBefore()) {
            trouble = "The log was cut short or replaced; this is what it held before.";
        } else if (found != null && found.isRegularFile()) {
            compareSize(found.size());
        }
    }

    /** Returns the attributes; null if the file cannot be looked at. */
    private static BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Counts a file that stays shorter as begun anew. Its reader does not forget a table that is wiped, but a person
     * should know of it.
     */
    private void compareSize(long now) {
        if (now >= size) {
            size = now;
            shortSince = 0;
        } else if (shortSince == 0) {
            shortSince = System.nanoTime();
        } else if (System.nanoTime() - shortSince > SHORT_NS) {
            size = now;
            shortSince = 0;
            anew++;
        }
    }

    /**
     * Returns whether the log has told anything that a screen could show: what another program tells only of itself
     * does not count.
     */
    private boolean isNews() {
        boolean ours = run.run().folder().isPresent();
        return ours ? state != RunState.EMPTY : state.isMeasured() || state.isOver();
    }

    private boolean isBefore() {
        return before != RunState.EMPTY && !isNews();
    }

    /** The state of the run that is to be shown. */
    RunState state() {
        return isBefore() ? before : state;
    }

    /** Returns whether there is more to read at once. */
    boolean hasMore() {
        return more;
    }

    /** The progress of reading the log, and its trouble. */
    Reading reading() {
        double share = more ? Math.min(0.99, run.share()) : 1;
        return new Reading(run.run().format(), share, run.unreadable(), trouble, anew);
    }

    @Override
    public void close() throws IOException {
        run.close();
    }
}
