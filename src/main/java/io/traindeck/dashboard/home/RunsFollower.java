package io.traindeck.dashboard.home;

import io.traindeck.dashboard.page.Repeating;
import io.traindeck.listing.RunList;
import io.traindeck.listing.RunSummary;
import io.traindeck.run.slurm.JobQueue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows all runs of some folders, on a thread of its own. */
final class RunsFollower implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 1000;

    /** So many times as long as a look takes is the pause before the next: there may be ten thousand runs. */
    private static final int PAUSE_FACTOR = 20;

    /** Nanoseconds of reading between two pictures: few at first, when the rows on the screen are read. */
    private static final long FIRST_STRETCH_NS = 50_000_000;

    private static final long LONGEST_STRETCH_NS = 500_000_000;

    /**
     * What is known of the runs.
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
    private long nextSearch = System.nanoTime();
    private long stretch = FIRST_STRETCH_NS;

    RunsFollower(List<Path> folders, JobQueue jobs, Runnable changed) {
        list = new RunList(folders, System::currentTimeMillis, jobs);
        this.jobs = jobs;
        this.changed = changed;
        looking = new Repeating("runs-follower", LOOK_EVERY_MS, this::look, list::close);
    }

    /** As of the last look; empty before the first. */
    Optional<Seen> seen() {
        return Optional.ofNullable(seen);
    }

    /** These are looked at: they are read before the others. */
    void lookAt(Set<Path> places) {
        first = places;
    }

    private boolean look() {
        long begin = System.nanoTime();
        if (list.isRead() && begin - nextSearch >= 0) {
            list.search(this::publish);
            stretch = FIRST_STRETCH_NS;
            nextSearch = begin + PAUSE_FACTOR * (System.nanoTime() - begin);
        }
        publish();
        if (!list.isRead()) {
            list.readOn(stretch, first);
            stretch = Math.min(LONGEST_STRETCH_NS, 2 * stretch);
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
