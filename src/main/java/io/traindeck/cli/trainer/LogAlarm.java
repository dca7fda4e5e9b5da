package io.traindeck.cli.trainer;

import io.traindeck.run.EventLogWriter;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Warns that training goes on without its log, as soon as a warning can be written. */
final class LogAlarm implements EventLogWriter.Alarm {
    private final RunFolder folder;
    private final BiConsumer<String, String> warn;

    /** @param warn takes the code of a warning and its message */
    LogAlarm(RunFolder folder, BiConsumer<String, String> warn) {
        this.folder = folder;
        this.warn = warn;
    }

    @Override
    public void writeFailed(IOException reason) {
        warn.accept(
                "log_failed",
                "the log cannot be written (" + reason.getMessage()
                        + "); until it can, the events of the run are kept in memory");
    }

    @Override
    public void writeRecovered(long lost) {
        warn.accept("log_recovered", "the log is written again" + (lost == 0 ? "" : "; " + lost + " events are lost"));
    }

    @Override
    public void folderGone() {
        warn.accept(
                "folder_gone",
                folder.path() + " was deleted or moved; training goes on, but no command reaches it and no checkpoint"
                        + " can be written until the folder is there again");
    }
}
