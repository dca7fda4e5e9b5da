package io.traindeck.source;

import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Described;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts that stand in files beside a log, such as the settings of a run. They are read again when one of the files
 * changes.
 */
final class SideFacts {
    /** The facts of a log that has no such files. */
    static final SideFacts NONE = new SideFacts(List.of(), Map::of);

    /** The number of bytes of a YAML file that are read at most. */
    private static final int MOST_BYTES = 1 << 18;

    private final List<Path> watched;
    private final Reader reader;
    private List<String> stamps = List.of();
    private Map<String, String> facts = Map.of();

    /** The reader of the facts. */
    interface Reader {
        Map<String, String> read() throws IOException;
    }

    /**
     * Makes facts that are read again when one of {@code watched} has changed.
     *
     * @param watched files and folders that need not be there
     */
    SideFacts(List<Path> watched, Reader reader) {
        this.watched = watched;
        this.reader = reader;
    }

    /** Returns the facts of those YAML files that are there. */
    static SideFacts ofYaml(List<Path> files) {
        return new SideFacts(files, () -> {
            Map<String, String> all = new LinkedHashMap<>();
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    all.putAll(yaml(file));
                }
            }
            return all;
        });
    }

    /** Returns the values in a YAML file by key. */
    static Map<String, String> yaml(Path file) throws IOException {
        return FlatYaml.read(text(file, MOST_BYTES));
    }

    /** Returns the text of a file, {@code most} bytes of it at most. */
    static String text(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(most), StandardCharsets.UTF_8);
        }
    }

    /** Hands on the facts if they are new. */
    void poll(EventSource.Sink into) {
        List<String> now = watched.stream().map(SideFacts::stamp).toList();
        if (now.equals(stamps)) {
            return;
        }
        try {
            Map<String, String> read = reader.read();
            stamps = now;
            if (!read.equals(facts)) {
                facts = read;
                into.take(new Described(0, Description.of(plan(read), read)));
            }
        } catch (IOException e) {
            // A run is watched for its numbers: facts may be missing, and the next poll tries again.
            stamps = List.of();
        }
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.lastModifiedTime() + " " + now.size();
        } catch (IOException e) {
            return "";
        }
    }

    private static Plan plan(Map<String, String> facts) {
        List<Long> epochs = new ArrayList<>(List.of(0L));
        List<Long> steps = new ArrayList<>(List.of(0L));
        facts.forEach((key, value) -> {
            String name = key.substring(key.lastIndexOf('/') + 1);
            if (value.matches("\\d{1,9}")) {
                if (RecordNames.isPlannedEpochs(name)) {
                    epochs.add(Long.valueOf(value));
                } else if (RecordNames.areStepsInSettings(name)) {
                    steps.add(Long.valueOf(value));
                }
            }
        });
        return Plan.of(
                steps.get(steps.size() > 1 ? 1 : 0),
                epochs.get(epochs.size() > 1 ? 1 : 0).intValue(),
                0);
    }
}
