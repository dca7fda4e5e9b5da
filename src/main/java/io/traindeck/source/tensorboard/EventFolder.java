package io.traindeck.source.tensorboard;

import io.traindeck.event.TrainEvent.Measured;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The event files of one folder: sessions of one run, read one after another from the oldest to the newest. Their
 * values come out in that order, and more of them as the files grow and new ones appear.
 *
 * <p>For one thread.
 */
public final class EventFolder implements Closeable {
    /** The event files, from the oldest to the newest. */
    private final List<EventFile> files = new ArrayList<>();

    private final Map<Path, EventFile> byPath = new HashMap<>();
    private final Tags tags;
    private final StepMerge steps;
    private EventFile current;
    private long unreadable;
    private boolean outdated;

    /** The files that could not be read and are left out until all others have been read, and the reason. */
    private final Set<EventFile> failed = new HashSet<>();

    private IOException failure;

    /**
     * @param kind the kind of line that all numbers of this folder belong to
     * @param names makes the name of a series from a tag
     * @param memory the number of bytes that names may take, about; if there are more names, reading becomes slower
     */
    public EventFolder(Measured.Kind kind, UnaryOperator<String> names, int memory) {
        tags = new Tags(names, memory);
        steps = new StepMerge(kind);
    }

    /**
     * Takes note of a file in this folder, as it is now. A file that is too short to tell its time is not taken yet.
     *
     * @throws IOException if it is a new file, and its beginning cannot be read
     */
    public void look(Path path, BasicFileAttributes now) throws IOException {
        EventFile known = byPath.get(path);
        if (known != null) {
            known.look(now);
            return;
        }
        if (now.size() < EventFile.FIRST_TIME) {
            return;
        }
        EventFile added = new EventFile(path, tags);
        added.look(now);
        byPath.put(path, added);
        files.add(added);
        files.sort(EventFile.BY_TIME);
        for (EventFile later : files.subList(files.indexOf(added) + 1, files.size())) {
            // Values of a later session replace those of an earlier one, so the earlier one must be read first.
            outdated |= later.place() > 0;
        }
    }

    /**
     * Returns whether the events that were handed out are no longer those of the files: the reader forgets them and
     * begins with a new object.
     */
    public boolean outdated() {
        return outdated;
    }

    /** Returns the next values; null if {@link #read} must look for them. */
    public Measured peek() {
        return steps.done().peek();
    }

    /** Hands out the values that {@link #peek} shows. */
    public Measured take() {
        return steps.done().remove();
    }

    /** Returns whether there may be more to read. */
    public boolean more() {
        return steps.waits() || current() != null || failure != null;
    }

    /**
     * Reads on until there is something to {@link #peek} at, or the present end is reached.
     *
     * @param most records to read at most
     * @return how many records were read, unreadable ones included
     * @throws IOException if a file is there but cannot be read; the others have been read then, and the next call
     *     tries again
     */
    public int read(int most) throws IOException {
        int records = 0;
        while (peek() == null && records < most) {
            EventFile file = current();
            if (file == null) {
                steps.finish();
                if (peek() == null) {
                    fail();
                }
                return records;
            }
            if (tags.full()) {
                steps.finish();
                tags.clear();
            }
            switch (read(file)) {
                case EVENT -> {
                    steps.add(file.event());
                    records++;
                }
                case UNREADABLE -> {
                    unreadable++;
                    records++;
                }
                case NOTHING -> records++;
                case END -> {
                    steps.finish();
                    current = null;
                }
                case REPLACED -> {
                    outdated = true;
                    return records;
                }
            }
        }
        return records;
    }

    private EventFile.Read read(EventFile file) {
        try {
            return file.next();
        } catch (IOException e) {
            failure = e;
            failed.add(file);
            return EventFile.Read.END;
        }
    }

    private void fail() throws IOException {
        IOException thrown = failure;
        failure = null;
        failed.clear();
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Returns the file that is being read, else the oldest one with something new; null if there is none. */
    private EventFile current() {
        for (int i = 0; current == null && i < files.size(); i++) {
            EventFile file = files.get(i);
            current = file.more() && !failed.contains(file) ? file : null;
        }
        return current;
    }

    /** The number of records so far that could not be understood. */
    public long unreadable() {
        return unreadable;
    }

    /** The number of bytes that were read or passed over. */
    public long place() {
        return files.stream().mapToLong(EventFile::place).sum();
    }

    /** The number of bytes of all files. */
    public long size() {
        return files.stream().mapToLong(EventFile::size).sum();
    }

    /** Closes the files; {@link #read} opens them again. */
    @Override
    public void close() throws IOException {
        for (EventFile file : files) {
            file.close();
        }
    }
}
