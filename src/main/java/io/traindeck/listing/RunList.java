package io.traindeck.listing;

import io.traindeck.run.slurm.JobQueue;
import io.traindeck.source.Formats;
import io.traindeck.source.RunPlace;
import io.traindeck.source.RunSearch;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The runs in some folders and below them, ours and those whose logs other programs wrote. They are found by the names
 * of files, and then their logs are read, the newest first, as far as there is time. A damaged log counts as far as it
 * can be read.
 *
 * <p>An instance remembers what it has read, so that looking again reads only what has changed. For one thread.
 */
public final class RunList implements AutoCloseable {
    /** Nanoseconds of work between two looks at what has been found or read. */
    private static final long STRETCH_NS = 50_000_000;

    /** The size in bytes above which a log has to wait until all others have been read. */
    private static final long LONG = 4 << 20;

    /**
     * The maximum number of logs that are kept open, because it would take long to read them again: some megabytes
     * each.
     */
    private static final int MOST_OPEN = 8;

    private final List<RunsFolder> folders;
    private final LongSupplier nowMs;
    private final JobQueue jobs;
    private final Formats formats = Formats.all();
    private final Lore lore = new Lore();
    private final Crew crew = new Crew();
    private Map<Path, ListedRun> runs = new LinkedHashMap<>();

    /** The logs that are to be read: long ones last, and of the others the newest first. */
    private final Deque<ListedRun> due = new ArrayDeque<>();

    /** The runs whose logs are open; the one that was read last is the last one. */
    private final Set<ListedRun> open = new LinkedHashSet<>();

    private boolean cut;
    private Map<Path, String> closed = Map.of();

    /**
     * @param folders need not be there
     * @param nowMs the time, Unix milliseconds
     */
    public RunList(List<Path> folders, LongSupplier nowMs) {
        this(nowMs, here(folders), JobQueue.none());
    }

    private RunList(LongSupplier nowMs, List<RunsFolder> folders, JobQueue jobs) {
        this.folders = List.copyOf(folders);
        this.nowMs = nowMs;
        this.jobs = jobs;
    }

    /**
     * Makes a list of the runs of this machine, and of the copies of other machines' runs.
     *
     * @param jobs the jobs that have runs in hand; whoever lists the runs asks for them
     */
    public static RunList of(List<RunsFolder> folders, LongSupplier nowMs, JobQueue jobs) {
        return new RunList(nowMs, folders, jobs);
    }

    /** The runs in those folders, newest first. */
    public static List<RunSummary> list(List<Path> folders) {
        return list(folders, JobQueue.none(), new LinkedHashMap<>());
    }

    private static List<RunsFolder> here(List<Path> folders) {
        return folders.stream().map(RunsFolder::here).toList();
    }

    /** The runs in those folders of this machine, as {@link #listAll} tells them. */
    static List<RunSummary> list(List<Path> folders, JobQueue jobs, Map<Path, String> faults) {
        return listAll(here(folders), jobs, faults);
    }

    /**
     * Lists the runs in those folders, newest first, after asking for the jobs that have some of them in hand.
     *
     * @param faults takes what cannot be read, and why
     */
    public static List<RunSummary> listAll(List<RunsFolder> folders, JobQueue jobs, Map<Path, String> faults) {
        try (RunList list = of(folders, System::currentTimeMillis, jobs)) {
            list.refresh();
            jobs.askNow();
            faults.putAll(list.faults());
            return RunOrder.NEWEST.sorted(list.runs());
        }
    }

    /** The runs as they are now, newest first. */
    List<RunSummary> refresh() {
        search(() -> {});
        while (!isRead()) {
            readOn(STRETCH_NS, Set.of());
        }
        return RunOrder.NEWEST.sorted(runs());
    }

    /**
     * Looks for the runs.
     *
     * @param found is run now and then while the search goes on, when {@link #runs} has more
     */
    public void search(Runnable found) {
        Map<Path, RunPlace> places = new LinkedHashMap<>();
        boolean wasCut = false;
        Map<Path, String> notEntered = new LinkedHashMap<>();
        Map<Path, RunsFolder> folderOf = new HashMap<>();
        for (RunsFolder folder : folders) {
            RunSearch search = new RunSearch(folder.path());
            while (search.goOn(STRETCH_NS)) {
                search.places().forEach(place -> runs.putIfAbsent(place.path(), listed(folder, place)));
                found.run();
            }
            search.places().forEach(place -> {
                places.putIfAbsent(place.path(), place);
                folderOf.putIfAbsent(place.path(), folder);
            });
            wasCut |= search.isCut();
            notEntered.putAll(search.closed());
        }
        cut = wasCut;
        closed = notEntered;
        take(places, folderOf);
    }

    private void take(Map<Path, RunPlace> places, Map<Path, RunsFolder> folderOf) {
        Map<Path, ListedRun> before = runs;
        runs = new LinkedHashMap<>();
        places.forEach((path, place) -> {
            ListedRun known = before.get(path);
            boolean isSame = known != null && known.isAt(place);
            if (isSame) {
                known.update(place);
            }
            runs.put(path, isSame ? known : listed(folderOf.get(path), place));
        });
        open.removeIf(run -> runs.get(run.place()) != run);
        due.clear();
        runs.values().stream()
                .filter(ListedRun::isDue)
                .sorted(Comparator.<ListedRun, Boolean>comparing(run -> run.bytes() > LONG)
                        .thenComparing(
                                Comparator.comparingLong(ListedRun::changedMs).reversed()))
                .forEach(due::add);
    }

    private ListedRun listed(RunsFolder folder, RunPlace place) {
        String name = folders.size() == 1 && folder.isHere() ? place.name() : folder.nameOf(place);
        return new ListedRun(name, folder, place, formats, lore, jobs);
    }

    /** Returns whether all runs that were found have been read. */
    public boolean isRead() {
        return due.isEmpty();
    }

    /** The folders and runs that cannot be read, and why. */
    public Map<Path, String> faults() {
        Map<Path, String> faults = new LinkedHashMap<>(closed);
        runs.values().forEach(run -> run.fault().ifPresent(fault -> faults.put(run.place(), fault)));
        return faults;
    }

    /** Returns whether there were too many files to look at all of them. */
    public boolean isCut() {
        return cut;
    }

    /**
     * Reads logs for a while.
     *
     * @param nanos the nanoseconds after which no further log is begun
     * @param first places of the runs that somebody looks at
     */
    public void readOn(long nanos, Set<Path> first) {
        long until = System.nanoTime() + nanos;
        Set<ListedRun> seen = new LinkedHashSet<>();
        for (Path place : first) {
            ListedRun run = runs.get(place);
            if (run != null && run.isDue() && run.bytes() <= LONG) {
                seen.add(run);
            }
        }
        // Each run stands in the queue only once: two threads must not read the same log.
        due.removeIf(seen::contains);
        seen.forEach(due::addFirst);
        List<ListedRun> begun = crew.work(due::pollFirst, until, run -> run.read(until));
        for (ListedRun run : begun) {
            keepFew(run);
            if (run.isDue()) {
                due.addFirst(run); // It is long, or has turned out to be another log than it seemed.
            }
        }
    }

    private void keepFew(ListedRun read) {
        open.remove(read);
        if (read.isOpen()) {
            open.add(read);
        }
        while (open.size() > MOST_OPEN) {
            ListedRun oldest = open.iterator().next();
            open.remove(oldest);
            oldest.close();
        }
    }

    /** The runs as far as they are known, in no order. */
    public List<RunSummary> runs() {
        long now = nowMs.getAsLong();
        List<RunSummary> summaries = new ArrayList<>(runs.size());
        for (ListedRun run : runs.values()) {
            run.summary(now).ifPresent(summaries::add);
        }
        return summaries;
    }

    @Override
    public void close() {
        crew.close();
        runs.values().forEach(ListedRun::close);
    }
}
