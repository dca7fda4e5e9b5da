package io.traindeck.dashboard.live;

import io.traindeck.run.RunFolder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The run that a run that is over can be compared with. It is looked for once, on another thread, when somebody first
 * asks for it.
 */
final class OtherRun {
    private final Supplier<Optional<RunFolder>> search;
    private final Runnable changed;

    /** The result of the search; null until somebody asks for it. */
    private CompletableFuture<Optional<RunFolder>> result;

    /**
     * @param search may take seconds
     * @param changed runs on another thread when the search is over
     */
    OtherRun(Supplier<Optional<RunFolder>> search, Runnable changed) {
        this.search = search;
        this.changed = changed;
    }

    /** The run; empty until one is found. */
    Optional<RunFolder> found() {
        if (result == null) {
            // If the search fails, there is nothing to compare with, and the picture of the run goes on without it.
            result = CompletableFuture.supplyAsync(search).exceptionally(failure -> Optional.empty());
            result.thenRun(changed);
        }
        return result.getNow(Optional.empty());
    }
}
