package io.traindeck.listing;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import io.traindeck.source.LoggedRun;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the newest run in some folders. */
public final class NewestRun {
    /** The number of lines of a log that are searched for its first event. */
    private static final int FIRST_LINES = 100;

    private NewestRun() {}

    /** The run of ours that was started last; if there is none, the newest one whose log another program has written. */
    public static Optional<LoggedRun> in(List<Path> folders) {
        Optional<LoggedRun> ours = ours(folders).map(LoggedRun::of);
        return ours.isPresent()
                ? ours
                : RunList.list(folders).stream().findFirst().map(RunSummary::run);
    }

    /** The run of ours that was started last, among those that lie directly in one of the folders. */
    public static Optional<RunFolder> ours(List<Path> folders) {
        return runs(folders).stream()
                .max(Comparator.<RunFolder>comparingLong(NewestRun::startedMs)
                        .thenComparing(RunFolder::name, Comparator.reverseOrder()));
    }

    /** The newest run on the same data as {@code run} that has finished an epoch. */
    public static Optional<RunFolder> like(List<Path> folders, RunFolder run) {
        return RunJson.readable(run.runJson())
                .flatMap(own -> runs(folders).stream()
                        .filter(other -> !other.isSameAs(run))
                        .flatMap(other -> RunJson.readable(other.runJson())
                                .filter(one -> isLike(one, own))
                                .map(one -> new Made(other, one))
                                .stream())
                        .sorted(Comparator.comparingLong(other -> -other.json().createdMs()))
                        .map(Made::folder)
                        .filter(NewestRun::hasBest)
                        .findFirst());
    }

    private record Made(RunFolder folder, RunJson json) {}

    private static boolean isLike(RunJson one, RunJson other) {
        return one.task() instanceof RunTask.Training training
                && other.task() instanceof RunTask.Training like
                && training.images().data().equals(like.images().data())
                && training.images().limit() == like.images().limit();
    }

    private static boolean hasBest(RunFolder run) {
        try (RunReading reading = new RunReading(LoggedRun.of(run), new Lore())) {
            reading.readOn(System.nanoTime() + Long.MAX_VALUE / 2);
            return reading.best().epoch() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<RunFolder> runs(List<Path> folders) {
        List<RunFolder> runs = new ArrayList<>();
        for (Path folder : folders) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    RunFolder run = new RunFolder(child);
                    if (Files.exists(run.runJson()) || Files.exists(run.events())) {
                        runs.add(run);
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                // There is no such folder, or it cannot be listed: what was found until now is all there is.
            }
        }
        return runs;
    }

    /**
     * The time when a run was started: run.json tells it; else its first event; else the folder is as old as it looks.
     */
    private static long startedMs(RunFolder run) {
        Optional<RunJson> json = RunJson.readable(run.runJson());
        if (json.isPresent()) {
            return json.get().createdMs();
        }
        List<TrainEvent> first = new ArrayList<>();
        try (EventLogReader reader = new EventLogReader(run.events())) {
            reader.poll(FIRST_LINES, (event, offset) -> first.add(event));
            return first.isEmpty()
                    ? Files.getLastModifiedTime(run.path()).toMillis()
                    : first.get(0).timeMs();
        } catch (IOException e) {
            // Neither file nor folder can be read, so the run counts as the oldest.
            return 0;
        }
    }
}
