package io.traindeck.source;

import io.traindeck.source.wandb.WandbFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run of Weights &amp; Biases: its {@code .wandb} file, the folder of the run, or the folder of all runs. */
final class WandbLog implements Format {
    /** Names of the folders of runs; they hold the time of the start. */
    private static final Pattern RUN = Pattern.compile("(?:offline-)?run-(\\d{8}_\\d{6})-.*");

    @Override
    public String name() {
        return "Weights & Biases";
    }

    @Override
    public boolean knows(Glance glance) {
        return glance.folder() ? file(glance.path()).isPresent() : WandbFile.isOne(glance.head());
    }

    @Override
    public EventSource open(Path path, Runnable restarted) {
        return new WandbRun(chosen(path), restarted);
    }

    @Override
    public Path chosen(Path path) {
        return file(path).orElse(path);
    }

    /** Returns the log in a folder of one run, or of the newest run in a folder of runs; empty if there is none. */
    private static Optional<Path> file(Path path) {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        Optional<Path> own = logOf(path);
        return own.isPresent() ? own : newestRun(path).flatMap(WandbLog::logOf);
    }

    private static Optional<Path> logOf(Path run) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(run, "run-*.wandb")) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that cannot be read holds no run for us.
        }
        return Optional.empty();
    }

    private static Optional<Path> newestRun(Path folder) {
        Path newest = null;
        String newestStart = "";
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path run : runs) {
                Matcher name = RUN.matcher(run.getFileName().toString());
                boolean latest = newest == null && run.endsWith("latest-run");
                boolean newer = name.matches() && name.group(1).compareTo(newestStart) > 0;
                if ((newer || latest) && logOf(run).isPresent()) {
                    newest = run;
                    newestStart = newer ? name.group(1) : "";
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(newest);
    }
}
