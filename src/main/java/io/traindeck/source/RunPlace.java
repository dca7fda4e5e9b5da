package io.traindeck.source;

import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run lies, as far as the names of files tell: nothing of it has been read.
 *
 * @param path the run folder, or the file or folder in which another program has written its log
 * @param name its path below the folder in which it was found, with {@code /} between the parts
 * @param sign what shows that it is a run
 * @param isFile whether it is the log itself
 * @param stamp of the log or, where a folder holds it, of what lies right in the folder
 */
public record RunPlace(Path path, String name, Sign sign, boolean isFile, Stamp stamp) {
    /** What shows that something is a run. */
    public enum Sign {
        /** A file as only our run folders have it. */
        OURS,
        /** A name as only logs have it. */
        LOG,
        /** A name that others may have too: what is in the file must tell. */
        NAME,
        /** The ending of a table or of records, which may be a data set: it is a log if it counts steps or epochs. */
        ENDING
    }

    /** The run as it is known without a look at it. */
    public LoggedRun run() {
        return sign == Sign.OURS ? LoggedRun.of(new RunFolder(path)) : LoggedRun.expected(path);
    }

    /** Finds the log; empty if there is none. */
    public Optional<LoggedRun> find(Formats formats) throws IOException {
        if (sign == Sign.ENDING && !countsSteps(Glance.at(path))) {
            return Optional.empty();
        }
        return formats.find(path);
    }

    private static boolean countsSteps(Glance glance) {
        return new CsvGuess(glance).countsSteps() || JsonLinesLog.countsSteps(glance);
    }
}
