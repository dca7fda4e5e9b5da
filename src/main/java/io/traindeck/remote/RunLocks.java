package io.traindeck.remote;

import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
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

/**
 * Holds the locks of copies as long as the locks of their runs are held, so that a copy looks alive as long as its run.
 */
final class RunLocks {
    static final String LOCK = "lock";

    private static final String UNKNOWN = "unknown";

    /**
     * The time after its last growth during which a log is taken to have a trainer, if it is unknown who holds its
     * lock.
     */
    static final long GROWS_MS = 120_000;

    private static final Pattern HOST = Pattern.compile("\"host\"\\s*:\\s*\"([^\"]*)\"");

    private final Path here;

    /** The inodes of the lock files, by the path of the folder below {@link #here}. */
    private final Map<String, Long> inodes = new HashMap<>();

    private final Map<String, RunLock> held = new HashMap<>();
    private String node = "";

    RunLocks(Path here) {
        this.here = here;
    }

    /** Returns whether the answer says that the machine cannot tell on which files locks are held. */
    static boolean isUnknown(String answer) {
        return answer.equals(UNKNOWN);
    }

    /** Returns whether a lock is held on that file. */
    static boolean isHeld(String answer, long inode) {
        return (" " + answer + " ").contains(" " + inode + " ");
    }

    /** Takes the machine's own name. */
    void node(String name) {
        node = name;
    }

    /** Notes that a file was found there. */
    void found(String name, long inode) {
        if (name.equals(LOCK) || name.endsWith("/" + LOCK)) {
            inodes.put(folder(name), inode);
        }
    }

    /** Forgets the locks whose files are not among these. */
    void keep(Set<String> names) {
        inodes.keySet().removeIf(folder -> !names.contains(folder.isEmpty() ? LOCK : folder + "/" + LOCK));
    }

    private static String folder(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** Returns whether a trainer is at work on that log, as far as is known. */
    boolean isHeld(ListedFile log) {
        return log.isOwnLog() && held.containsKey(folder(log.name()));
    }

    /**
     * Holds the locks that are held there; returns whether this changes which locks are held.
     *
     * @param answer the inodes of the files on which locks are held, or a word that this is unknown
     */
    boolean hold(String answer, Collection<ListedFile> files) throws IOException {
        Set<String> before = Set.copyOf(held.keySet());
        for (ListedFile file : files) {
            if (file.isOwnLog() && Files.exists(file.copy())) {
                String folder = folder(file.name());
                boolean isHeld = inodes.containsKey(folder) && isHeld(answer, inodes.get(folder));
                boolean grows = System.currentTimeMillis() - file.grownMs() < GROWS_MS;
                hold(folder, isHeld || grows && (isUnknown(answer) || isOfAnother(folder)));
            }
        }
        for (String folder : Set.copyOf(held.keySet())) {
            if (!Files.exists(here.resolve(folder).resolve(ListedFile.LOG))) {
                hold(folder, false);
            }
        }
        return !before.equals(held.keySet());
    }

    /** Returns whether the run belongs to a third machine: a lock that is taken there may not be seen on this one. */
    private boolean isOfAnother(String folder) {
        try {
            Matcher host = HOST.matcher(Files.readString(here.resolve(folder).resolve("run.json")));
            return host.find() && !host.group(1).equals(node);
        } catch (IOException e) {
            return false;
        }
    }

    private void hold(String folder, boolean lives) throws IOException {
        try {
            if (lives && !held.containsKey(folder)) {
                RunLock.acquire(new RunFolder(here.resolve(folder)).lock()).ifPresent(lock -> held.put(folder, lock));
            } else if (!lives && held.containsKey(folder)) {
                held.remove(folder).close();
            }
        } catch (RunException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
