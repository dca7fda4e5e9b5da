package io.traindeck.source;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.FolderWalk.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The logs that a folder holds. All of them are taken for logs of one run, which its programs wrote side by side. */
final class LogsInFolder {
    /** The number of files that are looked into. */
    private static final int MOST_FILES = 64;

    /** The number of folders that are offered to the formats as a whole. */
    private static final int MOST_FOLDERS = 64;

    /** The number of records that are read to see how many metrics there are. */
    private static final int FIRST_RECORDS = 1000;

    private LogsInFolder() {}

    /**
     * Returns the logs in a folder. Exact figures come before rounded ones, and more metrics before fewer. Logs that
     * differ in their folder alone are of several runs; the one that was written last stands for all of them.
     */
    static List<FoundLog> richestFirst(Path folder, Formats formats) throws IOException {
        List<FoundLog> logs = in(folder, formats);
        if (logs.size() < 2) {
            return logs;
        }
        Map<FoundLog, Integer> metrics = new HashMap<>();
        Set<String> kinds = new HashSet<>();
        for (FoundLog log : logs) {
            boolean newest = kinds.add(log.format().name() + '/' + log.path().getFileName());
            metrics.put(log, newest ? metrics(log) : 0);
        }
        Comparator<FoundLog> tellsNothing = Comparator.comparing(log -> metrics.get(log) == 0);
        return logs.stream()
                .sorted(tellsNothing
                        .thenComparing(log -> formats.isRounded(log.format()))
                        .thenComparing(log -> -metrics.get(log)))
                .toList();
    }

    /** Finds the logs: folders first, then the files, the most usual names first, and of these the newest. */
    private static List<FoundLog> in(Path folder, Formats formats) throws IOException {
        FolderWalk walk = FolderWalk.of(folder);
        List<FoundLog> folders = new ArrayList<>();
        Stream.concat(Stream.of(folder), walk.folders().stream().limit(MOST_FOLDERS))
                .flatMap(path -> known(path, formats).stream())
                .filter(log -> folders.stream().noneMatch(whole -> isPart(log, whole)))
                .forEach(folders::add);
        Comparator<Entry> usual = Comparator.comparing(file -> LogName.of(file.name()));
        List<FoundLog> files = walk.files().stream()
                .filter(file -> LogName.of(file.name()) != LogName.NONE)
                .sorted(usual.thenComparing(
                                Comparator.comparingLong(Entry::changedMs).reversed())
                        .thenComparing(Entry::path))
                .limit(MOST_FILES)
                .flatMap(file -> known(file.path(), formats).stream())
                .filter(log -> folders.stream().noneMatch(whole -> isPart(log, whole)))
                .toList();
        return Stream.concat(folders.stream(), files.stream()).toList();
    }

    /**
     * Returns whether {@code log} is a part of {@code whole}. DVCLive's folder is made of tables, which could also be
     * read one by one.
     */
    private static boolean isPart(FoundLog log, FoundLog whole) {
        boolean tableOfDvc =
                whole.format() instanceof DvcLiveLog && log.path().toString().endsWith(".tsv");
        return log.path().startsWith(whole.path()) && (log.format() == whole.format() || tableOfDvc);
    }

    /**
     * Returns the formats that know a folder, or the first one that knows a file. A traindeck run folder is a run of
     * its own, and is left out.
     */
    private static List<FoundLog> known(Path path, Formats formats) {
        try {
            Glance glance = Glance.at(path);
            return formats.of(glance).stream()
                    .filter(format -> !(glance.folder() && format instanceof TraindeckLog))
                    .limit(glance.folder() ? Integer.MAX_VALUE : 1)
                    .map(format -> new FoundLog(path, format))
                    .toList();
        } catch (IOException e) {
            return List.of(); // It may be gone, or another user's: the others count.
        }
    }

    private static int metrics(FoundLog log) {
        NameIndex names = new NameIndex();
        try (EventSource source = log.format().open(log.path(), () -> {})) {
            source.poll(FIRST_RECORDS, event -> {
                if (event instanceof Measured m) {
                    names.of(m.values().names());
                }
            });
        } catch (IOException e) {
            // It counts as far as it could be read.
        }
        return names.size();
    }
}
