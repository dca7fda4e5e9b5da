package io.traindeck.remote;

import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds the locks of copies as long as the locks of their runs are held, so that a copy looks alive as long as its run.
 * One thread tells what is held there; any thread may close it.
 */
final class RunLocks {
    private static final String UNKNOWN = "unknown";

    /**
     * The time after its last growth during which a log is taken to have a trainer, if it is unknown who holds its
     * lock.
     */
    private static final long GROWS_MS = 120_000;

    private static final Pattern HOST = Pattern.compile("\"host\"\\s*:\\s*\"([^\"]*)\"");

    private final Path here;

    /** The inodes of the lock files, by the path of the folder below {@link #here}. */
    private final Map<String, Long> inodes = new HashMap<>();

    private String node = "";

    // These fields are used under the monitor of this object.
    private final Map<String, RunLock> held = new HashMap<>();
    private boolean isClosed;

    /** @param here the folder that holds the copies, or is the only one */
    RunLocks(Path here) {
        this.here = here;
    }

    /** Takes the machine's own name. */
    void node(String name) {
        node = name;
    }

    /** Notes that a file was found there. */
    void found(String name, long inode) {
        if (OwnFolders.isLock(name)) {
            inodes.put(OwnFolders.parent(name), inode);
        }
    }

    /** Forgets the locks whose files are not among these. */
    void keep(Set<String> names) {
        Set<String> folders = names.stream()
                .filter(OwnFolders::isLock)
                .map(OwnFolders::parent)
                .collect(Collectors.toSet());
        inodes.keySet().retainAll(folders);
    }

    /** Returns whether a trainer is at work on that log, as far as is known. */
    synchronized boolean isHeld(ListedFile log) {
        return log.isOwnLog() && held.containsKey(OwnFolders.parent(log.name()));
    }

    /**
     * Holds the locks that are held there; returns whether this changes which locks are held.
     *
     * @param answer the inodes of the files on which locks are held, or a word that this is unknown
     */
    synchronized boolean hold(String answer, Collection<ListedFile> files) throws IOException {
        Set<String> before = Set.copyOf(held.keySet());
        for (ListedFile file : files) {
            if (file.isOwnLog() && Files.exists(file.copy())) {
                String folder = OwnFolders.parent(file.name());
                hold(folder, answer, inodes.get(folder), file.grownMs());
            }
        }
        for (String folder : Set.copyOf(held.keySet())) {
            if (!Files.exists(run(folder).events())) {
                hold(folder, false);
            }
        }
        return !before.equals(held.keySet());
    }

    /**
     * Holds the lock of a copy as long as its run lives, as far as the machine can tell.
     *
     * @param folder the path below the folder of the copies; "" for that folder itself
     * @param answer the inodes of the files on which locks are held, or a word that this is unknown
     * @param lock the inode of the run's lock; null if there is none
     * @param grownMs when the run's log has grown last
     */
    synchronized void hold(String folder, String answer, Long lock, long grownMs) throws IOException {
        boolean isHeld = lock != null && (" " + answer + " ").contains(" " + lock + " ");
        boolean grows = System.currentTimeMillis() - grownMs < GROWS_MS;
        hold(folder, isHeld || grows && (answer.equals(UNKNOWN) || isOfAnother(folder)));
    }

    /** Returns whether the run belongs to a third machine: a lock that is taken there may not be seen on this one. */
    private boolean isOfAnother(String folder) {
        try {
            Matcher host = HOST.matcher(Files.readString(run(folder).runJson()));
            return host.find()
                    && !node.isEmpty()
                    && !host.group(1).equals(RunJson.UNKNOWN_HOST)
                    && !host.group(1).equals(node);
        } catch (IOException e) {
            return false;
        }
    }

    private RunFolder run(String folder) {
        return new RunFolder(here.resolve(folder));
    }

    private void hold(String folder, boolean lives) throws IOException {
        try {
            if (lives && !isClosed && !held.containsKey(folder)) {
                RunLock.acquire(run(folder).lock()).ifPresent(lock -> held.put(folder, lock));
            } else if (!lives && held.containsKey(folder)) {
                held.remove(folder).close();
            }
        } catch (RunException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Frees all locks for good, since the copies are about to be removed. */
    synchronized void close() {
        isClosed = true;
        for (RunLock lock : held.values()) {
            try {
                lock.close();
            } catch (IOException e) {
                // The copy is removed anyway, and the process no longer counts the lock among its own.
            }
        }
        held.clear();
    }
}
