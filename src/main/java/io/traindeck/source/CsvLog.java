package io.traindeck.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table of comma-, tab- or semicolon-separated values below a header: what the loggers of Lightning, Keras, Ultralytics,
 * Stable-Baselines3, RLlib and others write, and what people export. A folder is one if it holds such a table under one of
 * the names that loggers give it.
 */
final class CsvLog implements Format {
    /** Names of a run's table in its folder; if several are there, the first counts. */
    private static final List<String> IN_FOLDER = List.of(
            "metrics.csv",
            "results.csv",
            "progress.csv",
            "training.csv",
            "training_log.csv",
            "train_log.csv",
            "history.csv",
            "learning_stats.csv",
            "log.csv",
            "progress.txt",
            "training.log");

    /** Settings that Lightning and Ultralytics write beside the table. */
    private static final List<String> SETTINGS = List.of("hparams.yaml", "args.yaml", "opt.yaml", "hyp.yaml");

    @Override
    public String name() {
        return "CSV";
    }

    @Override
    public boolean knows(Glance glance) {
        return glance.folder() ? tableIn(glance.path()).isPresent() : isTable(glance);
    }

    /** Never tells that it restarted: what a table held stays, whatever becomes of its file. */
    @Override
    public EventSource open(Path path, Runnable restarted) {
        Path table = Files.isDirectory(path) ? tableIn(path).orElse(path.resolve(IN_FOLDER.get(0))) : path;
        return new CsvSource(
                table,
                SideFacts.ofYaml(SETTINGS.stream().map(table::resolveSibling).toList()));
    }

    private static boolean isTable(Glance glance) {
        String name = glance.name().toLowerCase(Locale.ROOT);
        boolean named = name.endsWith(".csv") || name.endsWith(".tsv");
        return glance.head().length == 0 ? named : new CsvGuess(glance).isTable(named, IN_FOLDER.contains(name));
    }

    private static Optional<Path> tableIn(Path folder) {
        return IN_FOLDER.stream().map(folder::resolve).filter(CsvLog::isTable).findFirst();
    }

    private static boolean isTable(Path file) {
        try {
            return Files.isRegularFile(file) && isTable(Glance.at(file));
        } catch (IOException e) {
            return false;
        }
    }
}
