package io.traindeck.source;

import io.traindeck.source.tensorboard.EventFileSearch;
import io.traindeck.source.tensorboard.TfRecord;
import java.nio.file.Path;

/** The logs that TensorBoard shows: an event file, or a folder with event files in it or in folders below it. */
final class TensorBoardLog implements Format {
    @Override
    public String name() {
        return "TensorBoard";
    }

    @Override
    public boolean knows(Glance glance) {
        if (glance.folder()) {
            return EventFileSearch.findsAny(glance.path());
        }
        return TfRecord.holdsEvent(glance.head())
                || (EventFileSearch.isNamedSo(glance.name()) && isNoText(glance.head()));
    }

    /**
     * Returns whether these bytes are not text. A file made of an event file, such as a CSV, often bears its name; an
     * event file has many zeros.
     */
    private static boolean isNoText(byte[] head) {
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
        }
        return head.length == 0;
    }

    @Override
    public EventSource open(Path path, Runnable restarted) {
        return new TensorBoardSource(path, restarted);
    }
}
