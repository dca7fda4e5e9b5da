package io.traindeck.cli.log;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.tensorboard.TensorBoardWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Writes points as an event file in a folder, which is a run to TensorBoard. */
final class TensorBoardExport implements PointWriter {
    private final Path folder;
    private TensorBoardWriter out;

    /** @param folder an existing folder, which is empty */
    TensorBoardExport(Path folder) {
        this.folder = folder;
    }

    @Override
    public void write(Measured m) throws IOException {
        if (out == null) {
            out = new TensorBoardWriter(folder, m.timeMs());
        }
        out.write(m.timeMs(), m.step(), m.values());
    }

    @Override
    public void finish() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }
}
