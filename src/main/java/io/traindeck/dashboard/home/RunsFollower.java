package io.traindeck.dashboard.home;

import io.traindeck.dashboard.page.Repeating;
import io.traindeck.listing.Machines;
import io.traindeck.listing.RunList;
import io.traindeck.listing.RunSummary;
import io.traindeck.listing.RunsFolder;
import io.traindeck.run.slurm.JobQueue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Follows all runs of some folders, on a thread of its own. */
final class RunsFollower implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 1000;

    /**
     * The pause before the next search is this many times as long as a search takes: there may be ten thousand runs.
     */
    private static final int PAUSE_FACTOR = 20;

    /**
     * The time at the beginning in which other machines tell of their runs one after the other, and the pause is
     * shorter.
     */
    private static final long BUSY_NS = 5_000_000_000L;

    private static final long SHORT_PAUSE_NS = 200_000_000;

    /** Nanoseconds of reading between two pictures: few at first, when the rows on the screen are read. */
    private static final long FIRST_STRETCH_NS = 50_000_000;

    private static final long LONGEST_STRETCH_NS = 500_000_000;

    /**
     * A stretch of reading is also at least this many times as long as it takes to tell what has changed: there may be
     * ten thousand runs.
     */
    private static final int STRETCH_FACTOR = 10;

    private static final int MOST_GROWTH = 4;

    /**
     * The runs as they were seen at a look.
     *
     * @param runs in no order
     * @param isWhole whether all that was found has been read
     * @param isCut whether there were too many files to look at all of them
     * @param faults what cannot be read, and why
     */
    record Seen(List<RunSummary> runs, boolean isWhole, boolean isCut, Map<Path, String> faults) {}

    private final RunList list;
    private final JobQueue jobs;
    private final Runnable changed;
    private final Repeating looking;
    private volatile Seen seen;
    private volatile Set<Path> first = Set.of();
    private volatile boolean closed;
    private final boolean hasMachines;
    private final long started = System.nanoTime();
    private long nextSearch = started;
    private long stretch = FIRST_STRETCH_NS;

    RunsFollower(List<Path> folders, Machines machines, JobQueue jobs, Runnable changed) {
        List<RunsFolder> all = Stream.concat(folders.stream().map(RunsFolder::here), machines.folders().stream())
                .toList();
        list = RunList.of(all, System::currentTimeMillis, jobs);
        this.jobs = jobs;
        hasMachines = !machines.folders().isEmpty();
        this.changed = changed;
        looking = new Repeating("runs-follower", LOOK_EVERY_MS, this::look, list::close);
        machines.onNews(this::news);
    }

    /**
     * Begins a look at once, since a copy has grown. It searches for runs only if the pause after the last search is
     * over.
     */
    private void news() {
        looking.wake();
        changed.run();
    }

    /** The runs as of the last look; empty before the first. */
    Optional<Seen> seen() {
        return Optional.ofNullable(seen);
    }

    /** Says which runs are looked at: they are read before the others. */
    void lookAt(Set<Path> places) {
        first = places;
    }

    private boolean look() {
        long begin = System.nanoTime();
        if (list.isRead() && begin - nextSearch >= 0) {
            list.search(this::publish);
            stretch = FIRST_STRETCH_NS;
            long now = System.nanoTime();
            long pause = PAUSE_FACTOR * (now - begin);
            nextSearch = begin + (hasMachines && now - started < BUSY_NS ? Math.min(pause, SHORT_PAUSE_NS) : pause);
            publish();
        }
        if (!list.isRead()) {
            list.readOn(stretch, first);
            long read = System.nanoTime();
            publish();
            long told = System.nanoTime() - read;
            long next = Math.max(STRETCH_FACTOR * told, Math.min(LONGEST_STRETCH_NS, 2 * stretch));
            stretch = Math.min(next, MOST_GROWTH * stretch);
        } else {
            publish();
        }
        if (list.isRead()) {
            jobs.ask();
        }
        return !closed && !list.isRead();
    }

    private void publish() {
        Seen now = new Seen(list.runs(), list.isRead(), list.isCut(), list.faults());
        if (!now.equals(seen)) {
            seen = now;
            changed.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        looking.close();
    }
}
