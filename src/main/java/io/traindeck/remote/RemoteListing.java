package io.traindeck.remote;

import io.traindeck.remote.ListedFile.Now;
import io.traindeck.remote.ListedFile.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The runs in a folder of another machine, as far as a list needs them, as files of this machine: a part of each log,
 * which grows as the log grows. Growing logs are asked for every two seconds, in one question; new ones are searched
 * for less often.
 */
final class RemoteListing implements HostConnection.Work {
    /**
     * The number of files that are looked at: enough for thousands of runs, and a limit for a folder that holds
     * something else.
     */
    private static final int MOST_FILES = 20_000;

    /** The number of files that are asked for at once. */
    private static final int AT_ONCE = 40;

    /**
     * The pace at which a machine is asked, in nanoseconds from one beginning to the next.
     *
     * @param look the time between questions for logs that have grown
     * @param search the time between searches for new ones
     */
    record Pace(long look, long search) {
        static final Pace USUAL = new Pace(TimeUnit.SECONDS.toNanos(2), TimeUnit.SECONDS.toNanos(10));
    }

    /**
     * The pause before the next search is this many times as long as a search takes: there may be thousands of files.
     */
    private static final int PAUSE_FACTOR = 50;

    /** The time after its last growth during which a log is asked for new bytes. */
    private static final long GROWS_MS = 120_000;

    private final RemotePath there;
    private final Path here;
    private final Pace pace;
    private final Runnable news;
    private final CompletableFuture<Void> begun = CompletableFuture.completedFuture(null);
    private final Map<String, ListedFile> files = new HashMap<>();
    private final Deque<Part> due = new ArrayDeque<>();
    private final RunLocks locks;

    private long nextLook = System.nanoTime();
    private long nextSearch = nextLook;
    private List<MachineReading.Gpu> gpus = List.of();
    private volatile MachineReading machine = MachineReading.of("", List.of());
    private volatile String trouble = "";
    private volatile String leftOut = "";
    private volatile boolean isRead;

    /**
     * @param here the folder that becomes the copy; it exists
     * @param news runs on another thread whenever there is something new
     */
    RemoteListing(RemotePath there, Path here, Pace pace, Runnable news) {
        this.there = there;
        this.here = here;
        this.pace = pace;
        this.news = news;
        locks = new RunLocks(here);
    }

    RemotePath there() {
        return there;
    }

    /** The load of the machine. */
    MachineReading machine() {
        return machine;
    }

    /** Returns why there is nothing to list, in one line; empty if there is something. */
    String trouble() {
        return trouble;
    }

    /** The part of the folder that is looked at, in a few words; empty if all of it is. */
    String leftOut() {
        return leftOut;
    }

    /** Returns whether all runs that were found have been read once. */
    boolean isRead() {
        return isRead;
    }

    @Override
    public CompletableFuture<Void> begun() {
        // A machine that does not answer is asked again and again.
        return begun;
    }

    @Override
    public boolean follows() {
        return true;
    }

    /** Frees the locks of the copies, which are about to be removed. */
    void close() {
        locks.close();
    }

    @Override
    public boolean isUrgent() {
        return !due.isEmpty();
    }

    @Override
    public void step(RemoteFiles remote) throws IOException {
        long now = System.nanoTime();
        boolean searches = due.isEmpty() && now - nextSearch >= 0;
        boolean wasRead = isRead;
        boolean isNew;
        if (searches || now - nextLook >= 0) {
            isNew = look(remote, searches);
            nextLook = now + pace.look();
        } else if (!due.isEmpty()) {
            isNew = readDue(remote);
        } else {
            return;
        }
        isRead |= due.isEmpty();
        if (isNew || isRead != wasRead) {
            news.run();
        }
    }

    /** Asks for growth and, if {@code searches}, for new files; returns whether there is anything new. */
    private boolean look(RemoteFiles remote, boolean searches) throws IOException {
        long begin = System.nanoTime();
        List<Part> growing = growing();
        String question =
                ListingQuestions.machine() + "\n" + ListingQuestions.locks() + "\n" + ListedFile.questions(growing);
        remote.shell()
                .ask(
                        searches
                                ? question + "\n" + ListingQuestions.gpus() + "\n"
                                        + ListingQuestions.runs(there.path(), MOST_FILES)
                                : question);
        String busy = remote.shell().line();
        // The locks are read before the logs: if a trainer is gone by then, its last events are in its log.
        String held = remote.shell().line();
        boolean isNew = answer(growing, remote);
        if (searches) {
            gpus = MachineReading.gpus(textLines(remote.shell()));
            isNew |= take(remote.shell());
            nextSearch = begin + Math.max(pace.search(), PAUSE_FACTOR * (System.nanoTime() - begin));
        }
        machine = MachineReading.of(busy, gpus);
        return locks.hold(held, files.values()) || isNew;
    }

    private static boolean answer(List<Part> parts, RemoteFiles remote) throws IOException {
        boolean isNew = false;
        for (Part part : parts) {
            isNew |= part.answer(remote);
        }
        return isNew;
    }

    private List<Part> growing() {
        long now = System.currentTimeMillis();
        return files.values().stream()
                .filter(file -> file.isOwnLog() && now - file.grownMs() < GROWS_MS || locks.isHeld(file))
                .limit(AT_ONCE)
                .map(ListedFile::more)
                .toList();
    }

    private static List<String> textLines(RemoteShell shell) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = shell.textLine(); line != null; line = shell.textLine()) {
            lines.add(line);
        }
        return lines;
    }

    private record Found(ListedFile file, Now now) {}

    /** Takes in the files that are there now; returns whether some of them, or their folder, are gone. */
    private boolean take(RemoteShell shell) throws IOException {
        Optional<FoundFiles> answer = FoundFiles.answer(shell);
        trouble = answer.isPresent() ? "" : "there is no folder " + there;
        if (answer.isEmpty()) {
            return true;
        }
        FoundFiles all = answer.get();
        leftOut = all.isCut(MOST_FILES) ? all.shareOfAll(MOST_FILES) : "";
        locks.node(all.node());
        Map<String, Now> now = all.files();
        OwnFolders own = OwnFolders.of(now.keySet());
        now.keySet().removeIf(name -> own.isOfNoUse(name) || !RemoteFiles.isBelow(here, name));
        boolean isGone = removeGone(now, all.isCut(MOST_FILES));
        List<Found> found = new ArrayList<>();
        now.forEach((name, as) -> {
            locks.found(name, as.inode());
            if (!OwnFolders.isLock(name)) {
                found.add(new Found(files.computeIfAbsent(name, this::file), as));
            }
        });
        // The newest runs are read first; the run.json of a run is read together with its log.
        found.sort(Comparator.comparingLong(
                        (Found one) -> one.file().isOwnLog() ? one.now().changedMs() : 0)
                .thenComparingLong(one -> one.now().changedMs())
                .reversed());
        for (Found one : found) {
            String name = one.file().name();
            String runJson = one.file().isOwnLog() ? OwnFolders.runJsonBeside(name) : "";
            if (now.containsKey(runJson)) {
                due.addAll(files.get(runJson).changed(now.get(runJson)));
            }
            if (!own.isRunJson(name)) {
                due.addAll(one.file().changed(one.now()));
            }
        }
        return isGone;
    }

    private ListedFile file(String name) {
        return new ListedFile(there.path(), name, here.resolve(name));
    }

    private boolean removeGone(Map<String, Now> now, boolean isCut) throws IOException {
        if (isCut) {
            return false;
        }
        int before = files.size();
        for (ListedFile file : List.copyOf(files.values())) {
            if (!now.containsKey(file.name())) {
                file.remove();
                files.remove(file.name());
            }
        }
        locks.keep(now.keySet());
        return files.size() < before;
    }

    /** Reads some of the parts that are due, so that other work has its turn. */
    private boolean readDue(RemoteFiles remote) throws IOException {
        List<Part> some = new ArrayList<>();
        while (!due.isEmpty() && some.size() < AT_ONCE) {
            some.add(due.remove());
        }
        remote.shell().ask(ListedFile.questions(some));
        return answer(some, remote);
    }
}
