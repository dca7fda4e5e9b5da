package io.traindeck.source;

import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run whose log was found. {@link Formats} finds it. */
public final class LoggedRun {
    private final String name;
    private final FoundLog log;
    private final List<LoggedRun> others;

    LoggedRun(String name, FoundLog log, List<LoggedRun> others) {
        this.name = name;
        this.log = log;
        this.others = List.copyOf(others);
    }

    /** The last part of the path that was named. */
    public String name() {
        return name;
    }

    /** The file or folder that is read. */
    public Path path() {
        return log.path();
    }

    /** What people call the format of the log. */
    public String format() {
        return log.format().name();
    }

    /** Whether it is text in which nothing but the metrics it tells shows that it is a log. */
    public boolean isText() {
        return log.format() instanceof TextLog;
    }

    /** Other logs in the folder that was named, which are not read. */
    public List<LoggedRun> others() {
        return others;
    }

    /** The text that the program has printed, as far as anybody can say: of our own runs the trainer's, which may not be there. */
    public Optional<Path> output() {
        if (folder().isPresent()) {
            return folder().map(RunFolder::trainerLog);
        }
        return isText()
                ? Optional.of(path())
                : others.stream().filter(LoggedRun::isText).map(LoggedRun::path).findFirst();
    }

    /** The run folder, if it is one of ours. */
    public Optional<RunFolder> folder() {
        return log.format() instanceof TraindeckLog && Files.isDirectory(path())
                ? Optional.of(new RunFolder(path()))
                : Optional.empty();
    }

    /** The file of events, if it is our own log. */
    public Optional<Path> ownLog() {
        return log.format() instanceof TraindeckLog
                ? Optional.of(folder().map(RunFolder::events).orElse(path()))
                : Optional.empty();
    }

    /**
     * When the log was changed last, Unix milliseconds; of a folder, any file in it.
     *
     * @throws IOException if that cannot be found out
     */
    public long changedMs() throws IOException {
        return Files.isDirectory(path())
                ? FolderWalk.of(path()).changedMs()
                : Files.getLastModifiedTime(path()).toMillis();
    }

    /**
     * Opens the log for reading from its start.
     *
     * @param restarted runs before the first event of a log that was replaced or cut short: forget the old one
     */
    public EventSource open(Runnable restarted) {
        return log.format().open(path(), restarted);
    }
}
