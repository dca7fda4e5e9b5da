package io.traindeck.source;

import io.traindeck.run.RunFolder;
import io.traindeck.source.RunPlace.Sign;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A folder in which runs are looked for, and what was found right in it. */
final class SearchedFolder {
    /** Names of files whose presence tells what a folder is. */
    private static final Set<String> SIGNS = Set.of(RunFolder.EVENTS, RunFolder.RUN_JSON, MlflowRun.META);

    private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-\\d+");

    /** Names of folders in which writers of TensorBoard's files keep the parts of one run apart. */
    private static final Set<String> PARTS =
            Set.of("train", "training", "val", "valid", "validation", "eval", "evaluation", "test");

    final Path path;
    final int depth;
    final SearchedFolder parent;
    private final String name;

    private final List<RunPlace> ours = new ArrayList<>();
    private final List<RunPlace> logs = new ArrayList<>();
    private final Set<String> files = new HashSet<>();
    private final List<Path> folders = new ArrayList<>();
    private boolean marked;
    private Stamp stamp = new Stamp(0, 0);

    /** The run that the folder itself is; null if it is none. */
    private RunPlace run;

    // The fields below are used only while places are collected.
    /** The number of runs in it and below it. */
    private int inside;

    private boolean isOne;
    private boolean isPart;

    private SearchedFolder(Path path, String name, int depth, SearchedFolder parent) {
        this.path = path;
        this.name = name;
        this.depth = depth;
        this.parent = parent;
    }

    /** Makes the folder in which the search begins. */
    static SearchedFolder first(Path path) {
        return new SearchedFolder(path, "", 0, null);
    }

    SearchedFolder below(Path folder) {
        return new SearchedFolder(folder, nameOf(folder), depth + 1, this);
    }

    private String nameOf(Path child) {
        return name.isEmpty() ? child.getFileName().toString() : name + '/' + child.getFileName();
    }

    /** Notes that a run folder of traindeck with that log is in it. */
    void ours(Path folder, BasicFileAttributes log) {
        ours.add(new RunPlace(folder, nameOf(folder), Sign.OURS, false, stamp(log)));
    }

    /** Notes that a folder is in it that is no run folder of traindeck. */
    void folder(Path folder) {
        folders.add(folder);
    }

    /** Notes that a file is in it. */
    void file(Path file, BasicFileAttributes attributes) {
        String fileName = file.getFileName().toString();
        LogName kind = LogName.of(fileName);
        Stamp its = stamp(attributes);
        stamp = new Stamp(Math.max(stamp.changedMs(), its.changedMs()), stamp.bytes() + its.bytes());
        if (SIGNS.contains(fileName)) {
            files.add(fileName);
        }
        if (kind == LogName.NONE) {
            return;
        }
        marked |= kind == LogName.CERTAIN || kind == LogName.USUAL;
        logs.add(new RunPlace(file, nameOf(file), sign(fileName, kind), true, its));
    }

    private static Stamp stamp(BasicFileAttributes file) {
        return new Stamp(file.lastModifiedTime().toMillis(), file.size());
    }

    private static Sign sign(String name, LogName kind) {
        return switch (kind) {
            case CERTAIN, USUAL -> Sign.LOG;
            case RECORDS -> name.endsWith(".jsonl") || name.endsWith(".ndjson") ? Sign.ENDING : Sign.NAME;
            case TABLE -> Sign.ENDING;
            default -> Sign.NAME;
        };
    }

    /** Decides whether the folder is a run as a whole, after all of it was looked at. */
    void close() {
        if ((files.contains(RunFolder.RUN_JSON) || files.contains(RunFolder.EVENTS)) && knows(new TraindeckLog())) {
            run = place(Sign.OURS);
        } else if (parent != null && marked || isKnownAsWhole()) {
            run = place(Sign.LOG);
        }
    }

    private RunPlace place(Sign sign) {
        String shown = parent == null
                ? String.valueOf(path.toAbsolutePath().normalize().getFileName())
                : name;
        return new RunPlace(path, shown, sign, false, stamp);
    }

    private boolean isKnownAsWhole() {
        Set<String> below =
                folders.stream().map(folder -> folder.getFileName().toString()).collect(Collectors.toSet());
        return files.contains(MlflowRun.META) && below.contains(MlflowRun.METRICS)
                || below.stream().anyMatch(folder -> CHECKPOINT.matcher(folder).matches())
                        && TrainerState.newest(path).isPresent()
                || (below.contains("plots") || below.contains("scalars")) && knows(new DvcLiveLog())
                || folders.stream().anyMatch(SearchedFolder::isPartOfRun);
    }

    private boolean knows(Format format) {
        return format.knows(new Glance(path, true, new byte[0]));
    }

    private static boolean isPartOfRun(Path folder) {
        return PARTS.contains(folder.getFileName().toString()) && FolderFiles.holds(folder, "*tfevents*");
    }

    /** The folders to look into. */
    List<Path> folders() {
        return run == null ? folders : List.of();
    }

    /**
     * Returns the runs in folders that were searched.
     *
     * @param searched the folders, upper ones first
     */
    static List<RunPlace> places(List<SearchedFolder> searched) {
        searched.forEach(folder -> folder.inside = 0);
        for (int i = searched.size() - 1; i >= 0; i--) {
            searched.get(i).count();
        }
        List<RunPlace> places = new ArrayList<>();
        searched.forEach(folder -> folder.collect(places));
        return places;
    }

    /**
     * Counts the runs. A single log right in a folder, and at most one below it, are taken for logs of the same
     * program.
     */
    private void count() {
        boolean single = ours.isEmpty() && logs.size() == 1 && logs.get(0).sign() != Sign.ENDING && inside <= 1;
        isOne = run != null || parent != null && single;
        inside = isOne ? 1 : inside + ours.size() + logs.size();
        if (parent != null) {
            parent.inside += inside;
        }
    }

    private void collect(List<RunPlace> places) {
        isPart = parent != null && (parent.isOne || parent.isPart);
        if (isPart) {
            return;
        }
        if (isOne) {
            places.add(run == null ? place(logs.get(0).sign()) : run);
        } else {
            places.addAll(ours);
            places.addAll(logs);
        }
    }
}
