package io.traindeck.cli.log;

import io.traindeck.event.TrainEvent.Measured;
import java.io.Closeable;
import java.io.IOException;

/** Writes points to a file of some format. */
interface PointWriter extends Closeable {
    /** Writes the numbers of a moment; there is at least one. */
    void write(Measured m) throws IOException;

    /** Writes what comes after the last point. The file is whole then. */
    void finish() throws IOException;
}
