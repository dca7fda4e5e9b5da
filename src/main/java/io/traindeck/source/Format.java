package io.traindeck.source;

import java.nio.file.Path;

/** A kind of log: how it is known, and how it is read. {@code Formats} lists them all. */
interface Format {
    /** The name that people call the format by, such as {@code TensorBoard}. */
    String name();

    /** Returns whether the log that was looked at has this format. Only the name and the first bytes are looked at. */
    boolean knows(Glance glance);

    /** Returns the file or folder that is read of a log: the log itself, or the newest run in a folder of runs. */
    default Path chosen(Path path) {
        return path;
    }

    /**
     * Opens the log for reading from its start.
     *
     * @param restarted runs before the first event of a log that was replaced or cut short: forget the old one
     */
    EventSource open(Path path, Runnable restarted);
}
