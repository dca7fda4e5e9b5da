package io.traindeck.dashboard.home;

import io.traindeck.dashboard.page.Repeating;
import io.traindeck.listing.RunList;
import io.traindeck.listing.RunSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Follows all runs of a folder, on a thread of its own. */
final class RunsFollower implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 1000;

    private final RunList list;
    private final Runnable changed;
    private final Repeating looking;
    private volatile List<RunSummary> runs;

    RunsFollower(Path runsDir, Runnable changed) {
        list = new RunList(runsDir, System::currentTimeMillis);
        this.changed = changed;
        looking = new Repeating("runs-follower", LOOK_EVERY_MS, this::look);
    }

    /** As of the last look, newest first; empty before the first look. */
    Optional<List<RunSummary>> runs() {
        return Optional.ofNullable(runs);
    }

    private boolean look() {
        List<RunSummary> now = list.refresh();
        if (!now.equals(runs)) {
            runs = now;
            changed.run();
        }
        return false;
    }

    @Override
    public void close() {
        looking.close();
    }
}
