package io.traindeck.source;

import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.tensorboard.EventFileSearch;
import io.traindeck.source.tensorboard.EventFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The numbers in TensorBoard's event files. Numbers in different folders, such as {@code train} and {@code validation},
 * are handed on in the order of time, as if they came from one log; the files of one folder are read one after another.
 * At the present end of the files, everything has been handed on.
 */
final class TensorBoardSource implements EventSource {
    /** The number of files and folders up to which a search runs with each poll; it takes less than a millisecond. */
    private static final int FEW_ENTRIES = 100;

    /**
     * A longer search is followed by a pause of so many times its own length, so that it takes 2 % of the time at most.
     */
    private static final int REST_AFTER_SEARCH = 50;

    /**
     * The number of bytes that the names of the first folder may take. A later folder may take less, so that the sum is
     * bounded.
     */
    private static final int MEMORY = 4 << 20;

    private static final int LEAST_MEMORY = 32 << 10;

    private final Path run;
    private final Runnable restarted;
    private final List<EventFolder> folders = new ArrayList<>();
    private final Map<String, EventFolder> byName = new HashMap<>();
    private long nextSearch = System.nanoTime();
    private int leftOut;
    private int leftOutTold;

    /** The reason why something could not be read in this poll; null if everything could. */
    private IOException failure;

    private final Set<EventFolder> failed = new HashSet<>();

    TensorBoardSource(Path run, Runnable restarted) {
        this.run = run;
        this.restarted = restarted;
    }

    @Override
    public int poll(int most, Sink into) throws IOException {
        failure = null;
        failed.clear();
        if (System.nanoTime() - nextSearch >= 0) {
            search();
        }
        int records = read(most, into);
        while (folders.stream().anyMatch(EventFolder::outdated)) {
            restart();
            records += read(most - records, into);
        }
        if (failure != null && records < most) {
            throw failure;
        }
        return records;
    }

    private void search() {
        long begun = System.nanoTime();
        EventFileSearch found = EventFileSearch.in(run);
        failure = found.failure();
        leftOut = found.leftOut();
        for (EventFileSearch.Found file : found.files()) {
            try {
                byName.computeIfAbsent(file.folder(), this::add).look(file.path(), file.attributes());
            } catch (IOException e) {
                failure = e;
            }
        }
        long ended = System.nanoTime();
        nextSearch = found.entries() <= FEW_ENTRIES ? ended : ended + REST_AFTER_SEARCH * (ended - begun);
    }

    /** @param name the folder's path below that of the run: it becomes the first part of each metric's name */
    private EventFolder add(String name) {
        Measured.Kind kind = isOfValidation(name) ? Measured.Kind.VALIDATION : Measured.Kind.STEP;
        String prefix = name.isEmpty() ? "" : name + "/";
        int memory = Math.max(LEAST_MEMORY, MEMORY / (folders.size() + 1));
        EventFolder folder = new EventFolder(kind, tag -> MetricNames.of(prefix + tag), memory);
        folders.add(folder);
        return folder;
    }

    /**
     * Returns whether a folder on the path has a validation name without digits or signs: {@code test_3} may be
     * anything that a person tries.
     */
    private static boolean isOfValidation(String path) {
        return Stream.of(path.split("/"))
                .anyMatch(name -> name.chars().allMatch(Character::isLetter) && MetricNames.isValidation(name));
    }

    private void restart() throws IOException {
        close();
        folders.clear();
        byName.clear();
        leftOutTold = 0;
        restarted.run();
        search();
    }

    private int read(int most, Sink into) {
        if (leftOut != leftOutTold) {
            into.take(new Described(
                    0, Description.of(Plan.UNKNOWN, Map.of("event_files_left_out", Integer.toString(leftOut)))));
            leftOutTold = leftOut;
        }
        int records = 0;
        while (true) {
            EventFolder earliest = null;
            for (int i = 0; i < folders.size(); i++) {
                EventFolder folder = folders.get(i);
                if (folder.peek() == null && folder.more() && !failed.contains(folder)) {
                    if (records == most) {
                        return records;
                    }
                    records += read(folder, most - records);
                    if (folder.outdated() || (folder.peek() == null && records == most)) {
                        return records;
                    }
                }
                if (folder.peek() != null && (earliest == null || time(folder) < time(earliest))) {
                    earliest = folder;
                }
            }
            if (earliest == null) {
                return records;
            }
            into.take(earliest.take());
        }
    }

    private int read(EventFolder folder, int most) {
        try {
            return folder.read(most);
        } catch (IOException e) {
            failure = e;
            failed.add(folder);
            return 0;
        }
    }

    private static long time(EventFolder folder) {
        return folder.peek().timeMs();
    }

    @Override
    public double share() {
        long size = 0;
        long place = 0;
        for (EventFolder folder : folders) {
            size += folder.size();
            place += folder.place();
        }
        return size == 0 ? 1 : Math.min(1, (double) place / size);
    }

    @Override
    public long unreadable() {
        return folders.stream().mapToLong(EventFolder::unreadable).sum();
    }

    @Override
    public void close() throws IOException {
        Closing.all(folders);
    }
}
