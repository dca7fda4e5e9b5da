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
 * A run in MLflow's file store: a folder with a file for each metric in {@code metrics}. A folder of runs, or {@code
 * mlruns} with its folders of runs, stands for the newest run in it.
 */
final class MlflowLog implements Format {
    /** Folders to look into. */
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
        Path newest =
                runs.stream().max(Comparator.comparingLong(MlflowLog::startMs)).orElse(path);
        return new MlflowSource(new MlflowRun(newest), runs.size());
    }

    private static long startMs(Path run) {
        try {
            return new MlflowRun(run).about().startMs();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The folders of the runs that {@code path} stands for. */
    private static List<Path> runs(Path path) {
        if (isRun(path)) {
            return List.of(path);
        }
        List<Path> runs = new ArrayList<>();
        for (Path child : folders(path)) {
            if (isRun(child)) {
                runs.add(child);
            } else if (Files.isRegularFile(child.resolve(MlflowRun.META))) {
                folders(child).stream().filter(MlflowLog::isRun).forEach(runs::add);
            }
        }
        return runs;
    }

    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(MlflowRun.META))
                && Files.isDirectory(folder.resolve(MlflowRun.METRICS));
    }

    /** The folders in a folder; deleted runs and experiments, which MLflow keeps in a hidden one, are left out. */
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
