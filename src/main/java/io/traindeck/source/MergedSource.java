package io.traindeck.source;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Reads the files of one run, each with a metric, as one source: ordered by time, then by step. Values of one time and
 * step come together if they are there when they are read. Each file keeps its own order.
 */
final class MergedSource implements EventSource {
    /** The number of files that stay open from one poll to the next. */
    private static final int MOST_OPEN = 64;

    /** The number of records to hold of all files together if there are many files. */
    private static final int MOST_HELD = 1 << 16;

    private static final int MOST_SHAPES = 1024;

    private static final Comparator<Part> ORDER = Comparator.comparingLong(
                    (Part p) -> p.head().timeMs())
            .thenComparingLong(p -> p.head().step())
            .thenComparingInt(p -> p.number);

    private final Folder folder;
    private final SideFacts facts;
    private final Map<Path, Part> parts = new LinkedHashMap<>();

    /** The parts that hold a record. */
    private final PriorityQueue<Part> ready = new PriorityQueue<>(ORDER);

    /** The names of records that came together, by the names that each of them has in its part. */
    private final Map<List<Object>, Names> shapes = new HashMap<>();

    /** The number of the part and the column in it that a name belongs to: other columns may come to the same name. */
    private final Map<String, String> owners = new HashMap<>();

    private IOException failure;

    /** The folder that holds the files. */
    interface Folder {
        /** Lists the files that are there now. */
        Collection<Path> files() throws IOException;

        /** Opens one of the files: a source of nothing but {@link Measured}. */
        EventSource open(Path file);

        /** Returns the name for a metric that the source of {@code file} calls {@code name}. */
        String metric(Path file, String name);
    }

    private static final class Part {
        private final Path file;
        private final EventSource source;
        private final int number;
        private final Deque<Measured> records = new ArrayDeque<>();

        /** Whether everything that was in the file when this poll looked has been read. */
        private boolean ended;

        Part(Path file, EventSource source, int number) {
            this.file = file;
            this.source = source;
            this.number = number;
        }

        Measured head() {
            return records.peek();
        }
    }

    MergedSource(Folder folder, SideFacts facts) {
        this.folder = folder;
        this.facts = facts;
    }

    @Override
    public int poll(int most, Sink into) throws IOException {
        facts.poll(into);
        failure = null;
        if (ready.isEmpty()) {
            for (Path file : folder.files()) {
                if (!parts.containsKey(file)) {
                    parts.put(file, new Part(file, folder.open(file), parts.size()));
                }
            }
        }
        int read = 0;
        for (Part part : parts.values()) {
            part.ended = false;
            if (part.records.isEmpty()) {
                read += fill(part);
            }
        }
        while (read < most && !ready.isEmpty()) {
            List<Part> together = next();
            into.take(merged(together));
            for (Part part : together) {
                part.records.remove();
                read += 1;
                if (!part.records.isEmpty()) {
                    ready.add(part);
                } else if (!part.ended) {
                    read += fill(part);
                }
            }
        }
        if (failure != null) {
            // The other files have been read by now: a file that cannot be read does not hold them up.
            throw failure;
        }
        boolean ended = ready.isEmpty() && parts.values().stream().allMatch(part -> part.ended);
        return ended ? Math.min(read, most) : most;
    }

    /** Reads on in a file of which no record is held; returns how many records were read that led to none. */
    private int fill(Part part) {
        int most = Math.max(16, Math.min(8192, MOST_HELD / parts.size()));
        try {
            int read = part.source.poll(most, event -> {
                if (event instanceof Measured measured) {
                    part.records.add(measured);
                }
            });
            part.ended = read < most;
            if (parts.size() > MOST_OPEN) {
                part.source.close();
            }
            if (!part.records.isEmpty()) {
                ready.add(part);
            }
            return Math.max(0, read - part.records.size());
        } catch (IOException e) {
            failure = e;
            part.ended = true;
            if (!part.records.isEmpty()) {
                ready.add(part);
            }
            return 0;
        }
    }

    /** Takes those parts out of {@link #ready} whose first records belong together. */
    private List<Part> next() {
        List<Part> together = new ArrayList<>();
        Part first = ready.remove();
        together.add(first);
        while (!ready.isEmpty()
                && ready.peek().head().timeMs() == first.head().timeMs()
                && ready.peek().head().step() == first.head().step()) {
            together.add(ready.remove());
        }
        return together;
    }

    private Measured merged(List<Part> together) {
        List<Object> shape = new ArrayList<>(2 * together.size());
        double epoch = Double.NaN;
        boolean epochs = true;
        int count = 0;
        for (Part part : together) {
            Measured head = part.head();
            shape.add(part.number);
            shape.add(head.values().names());
            epoch = Double.isNaN(head.epoch()) ? epoch : head.epoch();
            epochs &= head.kind() == Kind.EPOCH;
            count += head.values().size();
        }
        if (shapes.size() > MOST_SHAPES) {
            shapes.clear();
        }
        Names names = shapes.computeIfAbsent(shape, s -> names(together));
        double[] numbers = new double[count];
        int at = 0;
        for (Part part : together) {
            for (int i = 0; i < part.head().values().size(); i++) {
                numbers[at++] = part.head().values().at(i);
            }
        }
        Measured first = together.get(0).head();
        Kind kind = epochs ? Kind.EPOCH : MetricNames.areValidation(names.list()) ? Kind.VALIDATION : Kind.STEP;
        return new Measured(first.timeMs(), kind, first.step(), epoch, null, names.with(numbers));
    }

    private Names names(List<Part> together) {
        List<String> names = new ArrayList<>();
        for (Part part : together) {
            for (String column : part.head().values().names().list()) {
                names.add(unique(folder.metric(part.file, column), part, column));
            }
        }
        return Names.of(names);
    }

    private String unique(String name, Part part, String column) {
        String owner = part.number + " " + column;
        String unique = name;
        while (!owners.computeIfAbsent(unique, free -> owner).equals(owner)) {
            unique += "_" + part.number;
        }
        return unique;
    }

    @Override
    public double share() {
        return parts.values().stream()
                .mapToDouble(part -> part.source.share())
                .average()
                .orElse(1);
    }

    @Override
    public long unreadable() {
        return parts.values().stream()
                .mapToLong(part -> part.source.unreadable())
                .sum();
    }

    @Override
    public void close() throws IOException {
        Closing.all(parts.values().stream().map(part -> part.source).toList());
    }
}
