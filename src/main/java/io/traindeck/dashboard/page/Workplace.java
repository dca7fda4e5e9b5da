package io.traindeck.dashboard.page;

import io.traindeck.dashboard.keys.KeyTable;
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
        KeyTable keys, Path runsDir, Function<RunFolder, String> nameOf, TrainerStarter trainers, ZoneId zone) {}
