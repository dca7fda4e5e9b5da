package io.traindeck.listing;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The runs in a folder, newest first. Folders that are no runs are left out; of a damaged log counts what can be read.
 *
 * <p>An instance remembers how far it has read each log, so that asking again reads only what was appended. For one
 * thread.
 */
public final class RunList {
    private static final Comparator<RunSummary> NEWEST_FIRST =
            Comparator.comparingLong(RunSummary::startedMs).reversed().thenComparing(RunSummary::name);
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    /** Lines of a log that are looked at for its first event. */
    private static final int FIRST_LINES = 100;

    private final Path runsDir;
    private final LongSupplier nowMs;
    private Map<Path, Entry> entries = new HashMap<>();

    /** @param nowMs the time, Unix milliseconds */
    public RunList(Path runsDir, LongSupplier nowMs) {
        this.runsDir = runsDir;
        this.nowMs = nowMs;
    }

    /** The runs in {@code runsDir}, which may be missing. */
    public static List<RunSummary> list(Path runsDir) {
        return new RunList(runsDir, System::currentTimeMillis).refresh();
    }

    /** The runs as they are now. */
    public List<RunSummary> refresh() {
        Map<Path, Entry> present = new HashMap<>();
        List<RunSummary> summaries = new ArrayList<>();
        for (RunFolder run : runs(runsDir)) {
            Entry known = entries.get(run.path());
            Entry entry = known != null ? known : new Entry(run);
            present.put(run.path(), entry);
            summaries.add(entry.summary(nowMs.getAsLong()));
        }
        entries = present;
        summaries.sort(NEWEST_FIRST);
        return summaries;
    }

    /** What {@code runs --json} prints: an array with an object for each run. */
    public static String toJson(List<RunSummary> runs) {
        JsonArray array = new JsonArray();
        runs.forEach(run -> array.add(run.toJson()));
        return PRETTY.toJson(array);
    }

    public static Optional<RunFolder> newest(Path runsDir) {
        return runs(runsDir).stream()
                .max(Comparator.<RunFolder>comparingLong(run -> startedMs(run, json(run)))
                        .thenComparing(RunFolder::name, Comparator.reverseOrder()));
    }

    public static Optional<RunFolder> newestLike(Path runsDir, RunFolder run) {
        return json(run).flatMap(own -> runs(runsDir).stream()
                .filter(other -> !other.isSameAs(run))
                .flatMap(
                        other -> json(other).filter(one -> isLike(one, own)).map(one -> Map.entry(other, one)).stream())
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().createdMs()))
                .map(Map.Entry::getKey)
                .filter(other -> new Entry(other).summary(0).bestEpoch() > 0)
                .findFirst());
    }

    private static boolean isLike(RunJson one, RunJson other) {
        return one.data().equals(other.data()) && one.limit() == other.limit();
    }

    private static List<RunFolder> runs(Path runsDir) {
        List<RunFolder> runs = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(runsDir)) {
            for (Path path : folders) {
                RunFolder run = new RunFolder(path);
                if (Files.exists(run.runJson()) || Files.exists(run.events())) {
                    runs.add(run);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // No such folder, or none that may be listed: what was found until now is all there is to show.
        }
        return runs;
    }

    private static Optional<RunJson> json(RunFolder run) {
        try {
            return Optional.of(RunJson.read(run.runJson()));
        } catch (RunException e) {
            // The log alone must do; whoever opens this run is told what is wrong with the file.
            return Optional.empty();
        }
    }

    /** When a run was started: run.json tells; else its first event; else the folder is as old as it looks. */
    private static long startedMs(RunFolder run, Optional<RunJson> json) {
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
            // Neither file nor folder can be read: the oldest there is.
            return 0;
        }
    }

    /** A run, and how far its log has been read. */
    private static final class Entry {
        private final RunFolder run;
        private final RunProgress progress = new RunProgress();
        private final EventLogReader reader;

        Entry(RunFolder run) {
            this.run = run;
            reader = new EventLogReader(run.events(), progress::clear);
        }

        RunSummary summary(long nowMs) {
            // First: a trainer writes its last event, and then it is gone.
            boolean live = run.isLive();
            // Closed after each look: a thousand runs would otherwise hold a thousand files open.
            try (reader) {
                reader.poll(progress);
            } catch (IOException e) {
                // The summary is as far as the log could be read.
            }
            Optional<RunJson> json = json(run);
            return progress.summary(run, live, json, startedMs(run, json), nowMs);
        }
    }
}
