package io.traindeck.dashboard.page;

import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Function;

/**
 * What every page is made with.
 *
 * @param runsDir where the runs are
 * @param nameOf what a user types to name a run
 * @param zone in which times of day are shown
 */
public record Workplace(
        KeyTable keys, Path runsDir, Function<RunFolder, String> nameOf, Trainers trainers, ZoneId zone) {
    /** Starts trainers, which live on when the viewer ends. */
    @FunctionalInterface
    public interface Trainers {
        /** Starts one that takes {@code run} up again from its last checkpoint; returns at once. */
        LaunchedTrainer resume(RunFolder run) throws RunException;
    }
}
