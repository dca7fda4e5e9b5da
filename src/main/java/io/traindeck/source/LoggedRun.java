package io.traindeck.source;

import io.traindeck.event.Liveness;
import io.traindeck.event.UnixTime;
import io.traindeck.run.RunFolder;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** A run and its log. {@link Formats} finds it, unless it is a traindeck run folder, whose log may be yet to come. */
public final class LoggedRun {
    /** The folders below that of a log, on the way to its files: formats have them up to so deep. */
    private static final int STAMP_DEPTH = 10;

    private final Path named;
    private final FoundLog log;
    private final RunFolder folder;
    private final List<LoggedRun> others;
    private final Elsewhere elsewhere;

    /**
     * The real place of a run whose files here are copies.
     *
     * @param place the name that a person gives to the file or folder at which the run was looked for
     * @param trouble tells why the copy is not up to date, in one line; empty if it is
     * @param refusal tells why a command with that id did not come as far as the run, in one line; empty if it did, or
     *     still may
     */
    public record Elsewhere(String place, Supplier<String> trouble, Function<String, Optional<String>> refusal) {
        /** The place of a run to which nothing is sent. */
        public Elsewhere(String place, Supplier<String> trouble) {
            this(place, trouble, id -> Optional.empty());
        }
    }

    private LoggedRun(Path named, FoundLog log, RunFolder folder, List<LoggedRun> others, Elsewhere elsewhere) {
        this.named = named;
        this.log = log;
        this.folder = folder;
        this.others = List.copyOf(others);
        this.elsewhere = elsewhere;
    }

    /** Returns the run of a traindeck run folder, which need not exist yet. */
    public static LoggedRun of(RunFolder folder) {
        return new LoggedRun(folder.path(), new FoundLog(folder.path(), new TraindeckLog()), folder, List.of(), null);
    }

    /** Returns the text that a program prints into a file, whatever format its first bytes look like. */
    public static LoggedRun text(Path file) {
        return new LoggedRun(file, new FoundLog(file, new TextLog()), null, List.of(), null);
    }

    /** Returns a run at a path that holds no log yet: it can only be {@linkplain #follow followed}. */
    public static LoggedRun expected(Path path) {
        return new LoggedRun(path, null, null, List.of(), null);
    }

    /**
     * Returns a run whose log was found.
     *
     * @param named the path at which it was looked for
     * @param others the other logs that were found there
     */
    static LoggedRun found(Path named, FoundLog log, List<LoggedRun> others) {
        boolean ours = log.format() instanceof TraindeckLog && Files.isDirectory(log.path());
        return new LoggedRun(named, log, ours ? new RunFolder(log.path()) : null, others, null);
    }

    /** Returns this run as one whose files on this machine are copies of those at {@code place}. */
    public LoggedRun copiedFrom(Elsewhere place) {
        List<LoggedRun> beside =
                others.stream().map(other -> other.copiedFrom(place)).toList();
        return new LoggedRun(named, log, folder, beside, place);
    }

    /** The place where the run really is, if its files here are copies. */
    public Optional<Elsewhere> elsewhere() {
        return Optional.ofNullable(elsewhere);
    }

    /** The file or folder that is read, as a person calls it: the whole path, or the place that it was copied from. */
    public String place() {
        if (elsewhere == null) {
            return path().toAbsolutePath().normalize().toString();
        }
        return path().equals(named)
                ? elsewhere.place()
                : elsewhere.place().replaceAll("/+$", "") + "/" + named.relativize(path());
    }

    /** The file or folder that is read, as a message names it: as short as it was found, or the place it was copied from. */
    public String shown() {
        return Safe.forLine(elsewhere == null ? path().toString() : place());
    }

    /** The path at which the run was looked for: the log, or a folder that holds it. */
    public Path named() {
        return named;
    }

    /** The last part of the path that was named. */
    public String name() {
        Path last = named.toAbsolutePath().normalize().getFileName();
        return last == null ? named.toString() : last.toString();
    }

    /** Returns whether the run's log is yet to come. */
    public boolean isExpected() {
        return log == null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoggedRun run && named.equals(run.named) && isSameLogAs(run);
    }

    @Override
    public int hashCode() {
        return named.hashCode();
    }

    @Override
    public String toString() {
        return path() + " (" + format() + ")";
    }

    /** Returns whether the same file or folder is read in the same way. */
    boolean isSameLogAs(LoggedRun other) {
        return path().equals(other.path()) && format().equals(other.format());
    }

    /** The file or folder that is read. */
    public Path path() {
        return log == null ? named : log.path();
    }

    /** The name of the log's format; empty if the format is not known yet. */
    public String format() {
        return log == null ? "" : log.format().name();
    }

    /** Returns whether the log is text, which nothing but its metrics shows to be a log. */
    public boolean isText() {
        return log != null && log.format() instanceof TextLog;
    }

    /** Other logs in the folder that was named, which are not read. */
    public List<LoggedRun> others() {
        return others;
    }

    /**
     * Returns the file with the output of the program, if it can be found: {@code trainer.log} for a run folder of
     * traindeck, even if it is not there yet.
     */
    public Optional<Path> output() {
        if (folder().isPresent()) {
            return folder().map(RunFolder::trainerLog);
        }
        return isText()
                ? Optional.of(path())
                : others.stream().filter(LoggedRun::isText).map(LoggedRun::path).findFirst();
    }

    /** The run folder, if the run has one of traindeck. */
    public Optional<RunFolder> folder() {
        return Optional.ofNullable(folder);
    }

    /** The file of events, if the log is traindeck's own. */
    public Optional<Path> ownLog() {
        return log != null && log.format() instanceof TraindeckLog
                ? Optional.of(folder == null ? path() : folder.events())
                : Optional.empty();
    }

    /** Returns the file or folder that is read: the log, or the newest run in it if it is a folder of runs. */
    Path chosen() {
        return ownLog().orElseGet(() -> log == null ? named : log.format().chosen(path()));
    }

    /**
     * Returns a stamp that differs once the log has changed.
     *
     * @throws IOException if the log cannot be looked at
     */
    public Stamp stamp() throws IOException {
        Path read = chosen();
        BasicFileAttributes file = Files.readAttributes(read, BasicFileAttributes.class);
        return file.isDirectory()
                ? FolderWalk.of(read, STAMP_DEPTH).stamp()
                : new Stamp(file.lastModifiedTime().toMillis(), file.size());
    }

    /**
     * Returns when the log of a run folder of traindeck was changed last by this machine's clock, Unix milliseconds; 0
     * for other logs, and if it cannot be looked at. Ask before the log is read.
     */
    public long changedMs() {
        return folder == null ? 0 : folder.events().toFile().lastModified();
    }

    /**
     * Returns when the output of the program in a run folder of traindeck has grown last, by the clock of
     * {@link #changedMs}, Unix milliseconds; 0 if there is none, and for other logs.
     */
    public long printedMs() {
        return folder == null ? 0 : folder.trainerLog().toFile().lastModified();
    }

    /**
     * Returns whether anybody is at work on the run, as far as its files tell. Ask before the log is read: a trainer
     * may write its last event and end in between.
     *
     * @throws IOException if the files cannot be looked at
     */
    public Liveness liveness() throws IOException {
        if (folder == null) {
            return new Liveness.Written(stamp().changedMs());
        }
        // The lock of a copy is held as long as that of the run, so it is right whatever machine run.json names.
        return elsewhere == null ? folder.liveness() : Liveness.of(folder.isLive());
    }

    /**
     * Returns what the files of the run tell, together with the job that runs it, if there is one. For a copy, nobody
     * here knows the job. Only a caller that needs more than the files told asks for the jobs.
     */
    public Liveness withJob(JobQueue jobs, Liveness files) {
        return folder == null || elsewhere != null ? files : jobs.of(folder, files);
    }

    /**
     * Opens the log for reading from its start.
     *
     * @param restarted runs before the first event of a log that was replaced or cut short: forget the old one
     */
    public EventSource open(Runnable restarted) {
        return log.format().open(ownLog().orElse(path()), restarted);
    }

    /**
     * Opens the log for reading from its start and on as it grows.
     *
     * @param states is asked which states of progress bars count before the bars end
     * @param restarted as {@link #open} has it
     */
    EventSource open(BooleanSupplier states, Runnable restarted) {
        return isText() ? new TextSource(path(), () -> UnixTime.UNKNOWN, states, restarted) : open(restarted);
    }

    /**
     * Opens a log after another one was read: logs of one format are alike, and what one of them taught saves time with
     * the next.
     *
     * @param done a source that is closed and not used any more; null for none
     * @param restarted runs before the first event of a log that was replaced or cut short: forget the old one
     */
    public EventSource openAfter(EventSource done, Runnable restarted) {
        return log.format() instanceof TraindeckLog ours ? ours.open(ownLog().get(), restarted, done) : open(restarted);
    }

    /**
     * Opens the log for reading from its start while it is being written, or expected.
     *
     * @param restarted runs before the first event of a log that was replaced or cut short: forget the old one
     */
    public FollowedRun follow(Runnable restarted) {
        return new FollowedRun(this, Formats.all(), restarted);
    }
}
