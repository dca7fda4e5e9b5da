package io.traindeck.source;

import io.traindeck.run.RunFolder;
import io.traindeck.text.IoReason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for runs in a folder and in the folders below it, by the names of files alone. It finds traindeck's runs and
 * those whose logs other programs wrote. A folder that is a run is not entered. If a folder has several logs and none
 * of them has a name that marks a run, each of the logs is a run, and the folder is not. Hidden files and folders are
 * passed over; folders that cannot be read are listed.
 *
 * <p>The search is bounded, because the folder may hold a data set with a million pictures too. Upper folders come first.
 */
public final class RunSearch {
    /** The number of folders below the first one, on the way to a run. */
    private static final int MOST_DEPTH = 5;

    /** The number of files and folders that are looked at: about a second of work. */
    private static final int MOST_ENTRIES = 100_000;

    private static final int MOST_CLOSED = 100;

    /** The number of files and folders between two looks at the clock. */
    private static final int CHILDREN_AT_ONCE = 64;

    private final Deque<SearchedFolder> toDo = new ArrayDeque<>();
    private final List<SearchedFolder> folders = new ArrayList<>();

    /** The file keys of the folders that are known: links may lead to them again, and in circles. */
    private final Set<Object> seen = new HashSet<>();

    private final Map<Path, String> closed = new LinkedHashMap<>();

    private int entries;

    // The folder that is being searched; null between two.
    private SearchedFolder folder;
    private DirectoryStream<Path> listing;
    private Iterator<Path> children;
    private final List<Path> links = new ArrayList<>();

    /** @param folder the folder to search; it need not exist, and may be a run itself */
    public RunSearch(Path folder) {
        toDo.add(SearchedFolder.first(folder));
    }

    /**
     * Searches on for a while.
     *
     * @param nanos the time after which the search stops, in nanoseconds
     * @return whether there is more to search
     */
    public boolean goOn(long nanos) {
        long begin = System.nanoTime();
        while (folder != null || !toDo.isEmpty() && entries < MOST_ENTRIES) {
            if (folder == null) {
                enter(toDo.remove());
            }
            boolean more = true;
            for (int i = 0; i < CHILDREN_AT_ONCE && more; i++) {
                more = next();
            }
            if (!more) {
                leave();
            }
            if (System.nanoTime() - begin >= nanos) {
                return folder != null || !toDo.isEmpty() && entries < MOST_ENTRIES;
            }
        }
        return false;
    }

    /** The runs that were found by now. */
    public List<RunPlace> places() {
        return SearchedFolder.places(folders);
    }

    /** The folders that this user may not read, and the reasons; at most the first hundred. */
    public Map<Path, String> closed() {
        return Collections.unmodifiableMap(closed);
    }

    /** Returns whether the search has stopped because there were too many files and folders. */
    public boolean isCut() {
        return entries >= MOST_ENTRIES;
    }

    private void enter(SearchedFolder next) {
        folder = next;
        folders.add(next);
        try {
            listing = Files.newDirectoryStream(next.path);
            children = listing.iterator();
        } catch (IOException e) {
            if (Files.isDirectory(next.path) && closed.size() < MOST_CLOSED) {
                closed.put(next.path, IoReason.of(e));
            }
            listing = null;
            children = Collections.emptyIterator();
        }
    }

    /** Looks at the next child of the folder; returns whether there may be more. */
    private boolean next() {
        try {
            if (entries >= MOST_ENTRIES || !children.hasNext()) {
                return false;
            }
            entries++;
            Path child = children.next();
            if (!child.getFileName().toString().startsWith(".")) {
                look(child);
            }
            return true;
        } catch (DirectoryIteratorException e) {
            return false; // What was found in it is all there is to show.
        }
    }

    private void leave() {
        // Links come last: a target that has its own name in this folder keeps that name.
        links.forEach(link -> take(link, attributes(link)));
        links.clear();
        folder.close();
        if (folder.depth < MOST_DEPTH) {
            SearchedFolder parent = folder;
            parent.folders().forEach(child -> toDo.add(parent.below(child)));
        }
        folder = null;
        try {
            if (listing != null) {
                listing.close();
            }
        } catch (IOException e) {
            // The listing was only read.
        }
    }

    private void look(Path child) {
        BasicFileAttributes attributes = attributes(child, LinkOption.NOFOLLOW_LINKS);
        if (attributes != null && attributes.isSymbolicLink()) {
            links.add(child);
        } else {
            take(child, attributes);
        }
    }

    private void take(Path child, BasicFileAttributes attributes) {
        if (attributes == null) {
            return; // It is gone again, or a link to nowhere.
        }
        if (attributes.isRegularFile()) {
            folder.file(child, attributes);
        } else if (attributes.isDirectory() && seen.add(FolderWalk.key(child, attributes))) {
            BasicFileAttributes log = attributes(new RunFolder(child).events());
            if (log == null) {
                folder.folder(child);
            } else {
                folder.ours(child, log);
            }
        }
    }

    private static BasicFileAttributes attributes(Path path, LinkOption... options) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, options);
        } catch (IOException e) {
            return null;
        }
    }
}
