package io.traindeck.source.tensorboard;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * The event files of a run: a file, or all event files in a folder and the folders below it, those further up first.
 * The search is bounded, because the folder may also hold a data set with a million pictures.
 */
public final class EventFileSearch {
    /** The number of files that make a run, at most. */
    public static final int MOST_FILES = 512;

    /** The number of files and folders that are looked at, at most. */
    private static final int MOST_ENTRIES = 20_000;

    /** The number of levels of folders below the run's own folder, at most. */
    private static final int DEPTH = 6;

    /**
     * An event file.
     *
     * @param folder the path of its folder below that of the run, with {@code /} between its parts; empty for the run's
     *     own
     * @param attributes the attributes at the time of the search
     */
    public record Found(Path path, String folder, BasicFileAttributes attributes) {}

    private record Folder(Path path, String name, int depth) {}

    private final List<Found> files = new ArrayList<>();
    private final Queue<Folder> folders = new ArrayDeque<>();
    private final Set<Object> seen = new HashSet<>();
    private final int enough;
    private int entries;
    private int leftOut;
    private IOException failure;

    /** @param enough the number of files after which no other folder is looked into */
    private EventFileSearch(int enough) {
        this.enough = enough;
    }

    /** Searches for the event files of a run. */
    public static EventFileSearch in(Path run) {
        EventFileSearch search = new EventFileSearch(Integer.MAX_VALUE);
        search.begin(run);
        return search;
    }

    /** Returns whether a folder holds an event file at any level. */
    public static boolean findsAny(Path folder) {
        EventFileSearch search = new EventFileSearch(1);
        search.begin(folder);
        return !search.files.isEmpty();
    }

    /** Returns whether a file's name is that of an event file. */
    public static boolean isNamedSo(String name) {
        return name.contains("tfevents");
    }

    /** The event files that were found. */
    public List<Found> files() {
        return files;
    }

    /** The number of files and folders that were looked at. */
    public int entries() {
        return entries;
    }

    /** The number of files that were found beyond {@link #MOST_FILES}. */
    public int leftOut() {
        return leftOut;
    }

    /**
     * The reason why an event file or the run's own folder could not be looked at; null if all could. Anything else
     * that cannot be looked at is passed over, such as a link that leads to itself or a folder of another user.
     */
    public IOException failure() {
        return failure;
    }

    private void begin(Path run) {
        BasicFileAttributes attributes = attributes(run);
        if (attributes == null) {
            return;
        }
        if (!attributes.isDirectory()) {
            files.add(new Found(run, "", attributes));
            return;
        }
        add(new Folder(run, "", 0), attributes);
        while (!folders.isEmpty() && entries < MOST_ENTRIES && files.size() < enough) {
            lookInto(folders.remove());
        }
    }

    /** Plans to look into a folder, unless that is planned already: links may lead in a circle. */
    private void add(Folder folder, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        if (folder.depth <= DEPTH && (key == null || seen.add(key))) {
            folders.add(folder);
        }
    }

    private void lookInto(Folder folder) {
        List<Path> inside = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder.path)) {
            for (Path entry : listing) {
                if (++entries > MOST_ENTRIES) {
                    break;
                }
                inside.add(entry);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (DirectoryIteratorException e) {
            fail(folder, e.getCause());
        } catch (IOException e) {
            fail(folder, e);
        }
        Collections.sort(inside);
        for (Path entry : inside) {
            lookAt(entry, folder);
        }
    }

    private void fail(Folder folder, IOException reason) {
        failure = folder.depth == 0 ? reason : failure;
    }

    private void lookAt(Path entry, Folder folder) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
            return;
        }
        BasicFileAttributes attributes = attributes(entry);
        if (attributes == null) {
            return;
        }
        if (attributes.isDirectory()) {
            String path = folder.name.isEmpty() ? name : folder.name + "/" + name;
            add(new Folder(entry, path, folder.depth + 1), attributes);
        } else if (isNamedSo(name) && attributes.isRegularFile()) {
            if (files.size() < MOST_FILES) {
                files.add(new Found(entry, folder.name, attributes));
            } else {
                leftOut++;
            }
        }
    }

    /** The attributes of a file, or of the file that a link points to; null if there is no such file. */
    private BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            failure = entries == 0 || isNamedSo(path.getFileName().toString()) ? e : failure;
            return null;
        }
    }
}
