package io.traindeck.dashboard.live;

import io.traindeck.listing.NewestRun;
import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The run that a run that is over can be compared with. It is looked for once, on another thread, when somebody first
 * asks for it.
 */
final class OtherRun {
    private final List<Path> folders;
    private final RunFolder run;
    private final Runnable changed;
    private CompletableFuture<Optional<RunFolder>> search;

    /** @param changed runs on another thread when the search is over */
    OtherRun(List<Path> folders, RunFolder run, Runnable changed) {
        this.folders = folders;
        this.run = run;
        this.changed = changed;
    }

    /** The newest other run on the same data; empty until one is found. */
    Optional<RunFolder> found() {
        if (search == null) {
            search = CompletableFuture.supplyAsync(() -> NewestRun.like(folders, run));
            search.thenRun(changed);
        }
        return search.getNow(Optional.empty());
    }
}
