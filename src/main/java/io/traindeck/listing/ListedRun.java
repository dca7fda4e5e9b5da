package io.traindeck.listing;

import io.traindeck.event.BatchJob;
import io.traindeck.event.Liveness;
import io.traindeck.listing.RunSummary.About;
import io.traindeck.listing.RunSummary.Best;
import io.traindeck.listing.RunSummary.Reached;
import io.traindeck.listing.RunSummary.Trend;
import io.traindeck.run.JobJson;
import io.traindeck.run.RunFolder;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.source.RunPlace;
import io.traindeck.source.Stamp;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.IoReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A run of the list, and what has been read of its log. Nothing is read again unless the log has changed.
 *
 * <p>For one thread at a time.
 */
final class ListedRun {
    /**
     * The size in bytes from which on a log is kept open, so that it is not read from its start again when it has
     * grown.
     */
    private static final long LONG = 256 * 1024;

    private final String name;
    private final RunsFolder folder;
    private final Formats formats;
    private final Lore lore;
    private final JobQueue jobs;

    private RunPlace place;
    private LoggedRun run;
    private Stamp stamp;
    private Liveness liveness = Liveness.NO_TRAINER;

    /** The job that has the run in hand; empty if there is none, or if nobody needs to ask. */
    private Optional<JobJson> job = Optional.empty();

    /** The time when the run.json of the last reading was written, in Unix milliseconds; 0 if there was none. */
    private long jsonMs;

    /** The state that the log had when it was last read, or looked for in vain; null before. */
    private Stamp done;

    private RunReading reading;

    /** The reason why nothing of its log could be read; null if something could be read, or nobody has tried. */
    private String fault;

    /** The facts that its log tells; null before it has been read. */
    private Told told;

    private RunSummary summary;

    ListedRun(String name, RunsFolder folder, RunPlace place, Formats formats, Lore lore, JobQueue jobs) {
        this.name = name;
        this.folder = folder;
        this.formats = formats;
        this.lore = lore;
        this.jobs = jobs;
        this.place = place;
        run = folder.placed(place.run(), place);
        stamp = place.stamp();
    }

    /** Looks at the files of a run that was found again, but does not read them. */
    void update(RunPlace now) {
        place = now;
        Stamp before = stamp;
        stamp = newestStamp();
        // A run that has ended stays so until its log changes.
        if (told != null && (told.standing().phase().ended() == null || !stamp.equals(before))) {
            liveness = liveness();
        }
        if (told != null && told.about().parent() != null && jsonMs() != jsonMs) {
            done = null; // Its parent has another name now.
        }
        readJob();
    }

    private long jsonMs() {
        return run.folder().map(own -> own.runJson().toFile().lastModified()).orElse(0L);
    }

    /** Reads which job has the run in hand, unless the run is over: then nobody needs to know it. */
    private void readJob() {
        job = told != null && told.standing().phase().mayGoOn() ? run.folder().flatMap(JobJson::of) : Optional.empty();
    }

    private Stamp newestStamp() {
        if (run.isExpected() || run.folder().isPresent() || place.isFile()) {
            return place.stamp();
        }
        try {
            return run.stamp();
        } catch (IOException e) {
            return new Stamp(0, 0); // It is gone, or out of reach.
        }
    }

    private Liveness liveness() {
        if (run.folder().isEmpty()) {
            return new Liveness.Written(stamp.changedMs());
        }
        // The lock of a copy is held as long as the lock of the run, so it can be trusted whatever machine run.json
        // names.
        RunFolder own = run.folder().get();
        return folder.isHere() ? own.liveness() : Liveness.of(own.isLive());
    }

    /** Returns whether this is the run at that place. */
    boolean isAt(RunPlace other) {
        return place.path().equals(other.path()) && place.sign() == other.sign() && place.isFile() == other.isFile();
    }

    Path place() {
        return place.path();
    }

    /** The time when its files were changed last, in Unix milliseconds. */
    long changedMs() {
        return stamp.changedMs();
    }

    /** The size of its log. */
    long bytes() {
        return stamp.bytes();
    }

    /** Returns whether there is something new to read. */
    boolean isDue() {
        return !stamp.equals(done);
    }

    /** Returns whether the log is open. */
    boolean isOpen() {
        return reading != null;
    }

    /**
     * Reads on.
     *
     * @param until the {@link System#nanoTime} from which on no further reading is begun
     */
    void read(long until) {
        try {
            if (run.isExpected()) {
                become(place.find(formats).orElse(run));
            }
            if (run.isExpected() || readLog(until)) {
                done = stamp;
            }
        } catch (IOException e) {
            // What was read of the log stays, and the log is tried again when it has changed.
            close();
            done = stamp;
            fault = told == null && isCertain() ? IoReason.of(e) : null;
        }
    }

    private void become(LoggedRun found) {
        close();
        run = folder.placed(found, place);
        stamp = newestStamp();
    }

    private boolean readLog(long until) throws IOException {
        // The liveness comes first: a trainer writes its last event, and then it is gone.
        liveness = liveness();
        if (reading == null) {
            reading = new RunReading(run, lore);
        }
        if (!reading.readOn(until)) {
            return false;
        }
        if (run.folder().isPresent() && reading.state() == RunState.EMPTY) {
            // Another program may give its log the name that we use.
            Optional<LoggedRun> others =
                    place.find(formats).filter(found -> found.folder().isEmpty());
            if (others.isPresent()) {
                become(others.get());
                return false;
            }
        }
        jsonMs = jsonMs();
        told = Told.of(run, folder, reading, stamp.changedMs(), lore);
        fault = null;
        readJob();
        if (stamp.bytes() < LONG) {
            close();
        }
        return true;
    }

    /** Closes the log: when it has grown, it is read from its start. */
    void close() {
        if (reading != null) {
            try {
                reading.close();
            } catch (IOException e) {
                // Nothing was written, so nothing is lost.
            }
            reading = null;
        }
    }

    /** The reason why its log cannot be read; empty if it can be, as far as is known. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** The run as one line of the list; empty if it is not a run after all, or if nobody knows yet. */
    Optional<RunSummary> summary(long nowMs) {
        boolean inVain = done != null && run.isExpected();
        if (fault != null || inVain || !isCertain() && (told == null || !told.isMeasured())) {
            return Optional.empty();
        }
        summary = told == null ? unread() : asTold(nowMs);
        return Optional.of(summary);
    }

    /** Returns whether it is a run whatever its log tells: another file may turn out to be none. */
    private boolean isCertain() {
        return run.folder().isPresent() || place.sign() == RunPlace.Sign.LOG;
    }

    private RunSummary unread() {
        if (summary != null && summary.about().changedMs() == stamp.changedMs()) {
            return summary;
        }
        About about = new About(
                "",
                "",
                0,
                stamp.changedMs(),
                null,
                null,
                new Details.Maker().addText(Values.HOST, folder.host()).make());
        return new RunSummary(run, name, null, about, Reached.NOTHING, Best.NONE, Trend.NONE);
    }

    private RunSummary asTold(long nowMs) {
        Liveness now = job.map(known -> jobs.of(run.folder().orElseThrow(), known, liveness))
                .orElse(liveness);
        Status state = Status.of(told.standing(), now, nowMs);
        if (state == Status.STALLED) {
            // A long list of runs costs no look at the output of those that tell of their progress.
            state = Status.of(told.standing().withOutput(run.printedMs()), now, nowMs);
        }
        BatchJob inHand = now instanceof Liveness.InBatch batch ? batch.job() : null;
        if (summary != null
                && summary.state() == state
                && summary.reached() == told.reached()
                && Objects.equals(summary.about().job(), inHand)) {
            return summary;
        }
        return new RunSummary(run, name, state, told.about().with(inHand), told.reached(), told.best(), told.trend());
    }
}
