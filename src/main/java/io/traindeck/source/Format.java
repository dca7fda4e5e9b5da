package io.traindeck.source;

import java.nio.file.Path;

/** A kind of log: how it is known, and how it is read. {@code Formats} lists them all. */
interface Format {
    /** The name that people call the format by, such as {@code TensorBoard}. */
    String name();

    /** Whether this is one: it looks at the name and the first bytes alone. */
    boolean knows(Glance glance);

    /**
     * Opens the log for reading from its start.
     *
     * @param restarted runs before the first event of a log that was replaced or cut short: forget the old one
     */
    EventSource open(Path path, Runnable restarted);
}
