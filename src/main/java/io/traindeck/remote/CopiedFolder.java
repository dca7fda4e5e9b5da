package io.traindeck.remote;

import io.traindeck.remote.ListedFile.Now;
import io.traindeck.remote.RemoteFiles.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Copies the logs in another program's folder on another machine to files of this machine, the newest first. */
final class CopiedFolder {
    /** The number of files that are copied: enough for any run, and a limit for a folder that is not a run. */
    static final int MOST_FILES = 2_000;

    /** The number of short files that are asked for at once: a machine far away answers few questions in a second. */
    private static final int AT_ONCE = 40;

    /** The number of bytes of a short file, at most. */
    private static final long SHORT = 32 << 10;

    /** The number of files, those that were changed last, that are looked at each time: they are the ones that grow. */
    private static final int WATCHED = 100;

    /** The time from one look through the whole folder to the next. */
    private static final long LIST_EVERY_NS = TimeUnit.SECONDS.toNanos(10);

    /**
     * The least pause after a look through the folder, in multiples of the time that it takes: there may be very many
     * files.
     */
    private static final int PAUSE_FACTOR = 20;

    private final String there;
    private final Path here;
    private final int most;
    private final Map<String, CopiedFile> files = new HashMap<>();
    private List<String> watched = List.of();
    private long nextList = System.nanoTime();
    private volatile String leftOut = "";

    /**
     * @param there the folder on the other machine
     * @param here the folder that becomes the copy
     * @param most the number of files that are copied, at most
     */
    CopiedFolder(String there, Path here, int most) {
        this.there = there;
        this.here = here;
        this.most = most;
    }

    /** The part of the folder that is copied, in a few words; empty if all of it is. */
    String leftOut() {
        return leftOut;
    }

    /** Copies the new bytes. */
    void look(RemoteFiles remote) throws IOException {
        long begin = System.nanoTime();
        if (begin - nextList >= 0) {
            Files.createDirectories(here);
            Optional<FoundFiles> found = remote.all(there, most);
            if (found.isPresent()) {
                leftOut = found.get().isCut(most) ? found.get().shareOfAll(most) : "";
                copy(wanted(found.get().files()), remote);
            }
            long end = System.nanoTime();
            nextList = Math.max(begin + LIST_EVERY_NS, end + PAUSE_FACTOR * (end - begin));
        } else if (!watched.isEmpty()) {
            Map<String, Entry> now = remote.list(there, watched);
            for (String name : watched) {
                files.get(name).update(now.get(name), remote);
            }
        }
    }

    /**
     * Returns the files without those of traindeck's runs, which are not part of another program's run. The newest of
     * traindeck's logs stays: it is enough to say that the folder holds runs.
     */
    private Map<String, Now> wanted(Map<String, Now> found) {
        OwnFolders own = OwnFolders.of(found.keySet());
        Optional<String> newest =
                found.keySet().stream().filter(OwnFolders::isLog).findFirst();
        Map<String, Now> wanted = new LinkedHashMap<>(found);
        wanted.keySet()
                .removeIf(name ->
                        !RemoteFiles.isBelow(here, name) || own.isBelowOne(name) && !newest.equals(Optional.of(name)));
        return wanted;
    }

    private void copy(Map<String, Now> found, RemoteFiles remote) throws IOException {
        // A program that makes and removes files all the time must not fill the memory with their names.
        files.keySet().retainAll(found.keySet());
        watched = found.keySet().stream().limit(WATCHED).toList();
        List<Due> together = new ArrayList<>();
        for (Map.Entry<String, Now> one : found.entrySet()) {
            String name = one.getKey();
            CopiedFile file =
                    files.computeIfAbsent(name, below -> new CopiedFile(there, below, here.resolve(below), false));
            Due due = new Due(file, one.getValue());
            if (file.isBegun() || due.now.bytes() > SHORT) {
                if (file.update(due.entry(), remote)) {
                    due.setTime();
                }
            } else {
                together.add(due);
            }
            if (together.size() == AT_ONCE) {
                copy(together, remote);
            }
        }
        copy(together, remote);
    }

    private static void copy(List<Due> together, RemoteFiles remote) throws IOException {
        remote.shell()
                .ask(ListingQuestions.all(together.stream()
                        .map(due -> due.file.whole(due.now.bytes()))
                        .toList()));
        for (Due due : together) {
            due.file.take(due.entry(), remote.answer(0, due.now.bytes()));
            due.setTime();
        }
        together.clear();
    }

    private record Due(CopiedFile file, Now now) {
        Entry entry() {
            return new Entry(now.inode(), false, true, now.bytes());
        }

        /** Gives the copy the time of the file, which tells whether the log has grown lately. */
        void setTime() throws IOException {
            Files.setLastModifiedTime(file.copy(), FileTime.fromMillis(now.changedMs()));
        }
    }
}
