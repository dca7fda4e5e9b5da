package io.traindeck.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A table of comma-, tab- or semicolon-separated values below a header. The loggers of Lightning, Keras, Ultralytics,
 * Stable-Baselines3, RLlib and others write such tables, and people export them.
 */
final class CsvLog implements Format {
    /** Names that loggers give to a run's table. */
    private static final Set<String> USUAL = Set.of(
            "metrics.csv",
            "results.csv",
            "progress.csv",
            "training.csv",
            "training_log.csv",
            "train_log.csv",
            "history.csv",
            "learning_stats.csv",
            "log.csv");

    /** Settings that Lightning and Ultralytics write beside the table. */
    private static final List<String> SETTINGS = List.of("hparams.yaml", "args.yaml", "opt.yaml", "hyp.yaml");

    @Override
    public String name() {
        return "CSV";
    }

    @Override
    public boolean knows(Glance glance) {
        if (glance.folder()) {
            return false;
        }
        String name = glance.name().toLowerCase(Locale.ROOT);
        boolean named = name.endsWith(".csv") || name.endsWith(".tsv");
        return glance.head().length == 0 ? named : new CsvGuess(glance).isTable(named, USUAL.contains(name));
    }

    /** Opens a source that never says that it restarted: what the table held stays, whatever becomes of its file. */
    @Override
    public EventSource open(Path path, Runnable restarted) {
        return new CsvSource(
                path,
                SideFacts.ofYaml(SETTINGS.stream().map(path::resolveSibling).toList()));
    }
}
