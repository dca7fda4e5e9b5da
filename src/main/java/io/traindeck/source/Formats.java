package io.traindeck.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All kinds of logs that can be read. */
public final class Formats {
    private final List<Format> exact;
    private final List<Format> rounded;

    /**
     * Makes a list of formats; each of both lists stands in the order in which it is asked.
     *
     * @param exact what programs write for programs
     * @param rounded what programs write for people, whose figures have lost digits
     */
    Formats(List<Format> exact, List<Format> rounded) {
        this.exact = List.copyOf(exact);
        this.rounded = List.copyOf(rounded);
    }

    /** Returns all formats that this program knows: those that only one program writes come first, text comes last. */
    public static Formats all() {
        return new Formats(
                List.of(
                        new TraindeckLog(),
                        new WandbLog(),
                        new MlflowLog(),
                        new DvcLiveLog(),
                        new TensorBoardLog(),
                        new JsonFileLog(),
                        new JsonLinesLog(),
                        new CsvLog()),
                List.of(new TextLog()));
    }

    /**
     * Finds the log that {@code path} is or holds. For a file, its name and first bytes are looked at; for a folder,
     * also the first records of the logs in it, of which the richest is taken.
     *
     * @return empty if there is none
     * @throws IOException if the path is not there, cannot be read, or is neither a folder nor a regular file
     */
    public Optional<LoggedRun> find(Path path) throws IOException {
        Glance glance = Glance.at(path);
        Optional<Format> known = formats()
                .filter(format -> !glance.folder() || format instanceof TraindeckLog)
                .filter(format -> format.knows(glance))
                .findFirst();
        if (known.isPresent() || !glance.folder()) {
            return known.map(format -> LoggedRun.found(path, new FoundLog(path, format), List.of()));
        }
        List<FoundLog> logs = LogsInFolder.richestFirst(path, this);
        List<LoggedRun> others = logs.stream()
                .skip(1)
                .map(log -> LoggedRun.found(path, log, List.of()))
                .toList();
        return logs.stream().findFirst().map(richest -> LoggedRun.found(path, richest, others));
    }

    /** Returns the formats that know the log that was looked at. */
    List<Format> of(Glance glance) {
        return formats().filter(format -> format.knows(glance)).toList();
    }

    /** Returns whether the figures of this format have lost digits. */
    boolean isRounded(Format format) {
        return rounded.contains(format);
    }

    /** The names of all formats, for a message that none of them was found. */
    public String names() {
        return formats().map(Format::name).collect(Collectors.joining(", "));
    }

    /** All formats, in the order in which they are asked. */
    Stream<Format> formats() {
        return Stream.concat(exact.stream(), rounded.stream());
    }
}
