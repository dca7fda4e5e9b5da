package io.traindeck.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A run in MLflow's file store: a folder with a file for each metric in {@code metrics}. An experiment, which is a folder
 * of runs, and {@code mlruns}, which is a folder of experiments, stand for the newest run in them.
 */
final class MlflowLog implements Format {
    /** The number of folders to look into. */
    private static final int MOST = 10_000;

    @Override
    public String name() {
        return "MLflow";
    }

    @Override
    public boolean knows(Glance glance) {
        return glance.folder() && !runs(glance.path()).isEmpty();
    }

    @Override
    public EventSource open(Path path, Runnable restarted) {
        List<Path> runs = runs(path);
        return new MlflowSource(new MlflowRun(newest(runs, path)), runs.size());
    }

    @Override
    public Path chosen(Path path) {
        return newest(runs(path), path);
    }

    private static Path newest(List<Path> runs, Path otherwise) {
        return runs.size() == 1
                ? runs.get(0)
                : runs.stream()
                        .max(Comparator.comparingLong(MlflowLog::startMs))
                        .orElse(otherwise);
    }

    private static long startMs(Path run) {
        try {
            return new MlflowRun(run).about().startMs();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns the folders of the runs that {@code path} stands for. */
    private static List<Path> runs(Path path) {
        if (isRun(path)) {
            return List.of(path);
        }
        List<Path> experiments = isDescribed(path) ? List.of(path) : folders(path);
        return experiments.stream()
                .filter(MlflowLog::isDescribed)
                .flatMap(experiment -> folders(experiment).stream())
                .filter(MlflowLog::isRun)
                .toList();
    }

    private static boolean isDescribed(Path folder) {
        return Files.isRegularFile(folder.resolve(MlflowRun.META));
    }

    private static boolean isRun(Path folder) {
        return isDescribed(folder) && Files.isDirectory(folder.resolve(MlflowRun.METRICS));
    }

    /**
     * Returns the folders in a folder, without the deleted runs and experiments, which MLflow keeps in a hidden one.
     */
    private static List<Path> folders(Path path) {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(
                path, child -> !child.getFileName().toString().startsWith("."))) {
            for (Path child : children) {
                if (folders.size() < MOST && Files.isDirectory(child)) {
                    folders.add(child);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that nobody may look into holds no run for us.
            return List.of();
        }
        return folders;
    }
}
