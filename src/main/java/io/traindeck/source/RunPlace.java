package io.traindeck.source;

import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The place of a run, as far as the names of files tell it: nothing of the run has been read.
 *
 * @param path the run folder, or the file or folder in which another program has written its log
 * @param name its path below the folder in which it was found, with {@code /} between the parts
 * @param sign the sign by which it is taken for a run
 * @param isFile whether the path is that of the log itself
 * @param stamp the stamp of the log or, if a folder holds it, of the files right in the folder
 */
public record RunPlace(Path path, String name, Sign sign, boolean isFile, Stamp stamp) {
    /** The sign by which something is taken for a run. */
    public enum Sign {
        /** A file that only traindeck's run folders have. */
        OURS,
        /** A name that only logs have. */
        LOG,
        /** A name that other files may have too: the contents must decide. */
        NAME,
        /**
         * The ending of a table or of records, which may be a data set: the file is a log if it counts steps or epochs.
         */
        ENDING
    }

    /** Returns the run as it is known without reading anything. */
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
