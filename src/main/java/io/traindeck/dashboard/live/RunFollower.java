package io.traindeck.dashboard.live;

import io.traindeck.dashboard.live.Observed.Kept;
import io.traindeck.dashboard.live.Observed.Trainer;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.dashboard.page.Repeating;
import io.traindeck.dashboard.panel.Resumption;
import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Follows a run by its files, on a thread of its own. */
public final class RunFollower implements AutoCloseable {
    /** The time between two looks, which is short enough for a run to look live. */
    public static final long LOOK_EVERY_MS = 100;

    /** The time between two searches for a process, each of which takes as long as some pictures. */
    private static final Duration LOOK_FOR_PROGRAM = Duration.ofSeconds(1);

    private final LoggedRun run;
    private final JobQueue jobs;
    private final Runnable changed;
    private final Repeating looking;

    private volatile Observed observed;
    private volatile LaunchedTrainer newStart;

    // The fields from here on belong to the looking thread.
    private final FollowedLog log;
    private LaunchedTrainer start;
    private String startFailure = "";
    private boolean pidIsOld = true;
    private boolean wasLive;
    private long pid;
    private long program;
    private boolean programStands;
    private long programAt = System.nanoTime();
    private int grown;
    private boolean progressed;

    /**
     * @param start a trainer that has just been started; null for none
     * @param changed runs on another thread when {@link #observed} has changed
     */
    public RunFollower(LoggedRun run, LaunchedTrainer start, Runnable changed) {
        this(run, start, JobQueue.none(), changed);
    }

    /**
     * @param start a trainer that has just been started; null for none
     * @param jobs the jobs that may have the run in hand
     * @param changed runs on another thread when {@link #observed} has changed
     */
    public RunFollower(LoggedRun run, LaunchedTrainer start, JobQueue jobs, Runnable changed) {
        this(run, start, jobs, LOOK_EVERY_MS, changed);
    }

    /**
     * @param start a trainer that has just been started; null for none
     * @param jobs the jobs that may have the run in hand
     * @param lookEveryMs milliseconds from one look at the run's files to the next
     * @param changed runs on another thread when {@link #observed} has changed
     */
    public RunFollower(LoggedRun run, LaunchedTrainer start, JobQueue jobs, long lookEveryMs, Runnable changed) {
        this.run = run;
        this.jobs = jobs;
        this.changed = changed;
        newStart = start;
        observed = Observed.nothing(run.folder().isPresent() ? Liveness.TRAINER : new Liveness.Written(0));
        log = new FollowedLog(run);
        looking = new Repeating("run-follower", lookEveryMs, this::look, this::closeLog);
    }

    /** Returns where a trainer keeps the best weights of that run. */
    static Path bestWeights(RunFolder folder) {
        return folder.checkpoints().resolve("best.safetensors");
    }

    /** The observation of the last look. */
    public Observed observed() {
        return observed;
    }

    /** Says that a trainer was started: until its first event the run is being loaded. */
    void started(LaunchedTrainer trainer) {
        newStart = trainer;
    }

    @Override
    public void close() {
        looking.close();
    }

    private void closeLog() {
        try {
            log.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost.
        }
    }

    private boolean look() {
        takeStart();
        // The order matters: a trainer writes its last event, frees the lock, and ends.
        Optional<String> ended = start == null ? Optional.empty() : start.ended();
        Liveness liveness = log.liveness();
        progressed = false;
        log.poll(this::take);
        if (observed.isWhole() && progressed) {
            grown++;
        }
        if (start != null && ended.isPresent() && !log.hasMore()) {
            startFailure = ended.get();
            start = null;
        }
        RunState state = log.state();
        // A run that is over has no job any more, so nobody needs to ask for it.
        liveness = state.phase().mayGoOn() ? run.withJob(jobs, liveness) : liveness;
        jobs.ask();
        boolean trained = liveness.isOurTrainer();
        // What the trainer wrote last is there before it frees the lock. A trainer that is loading goes on from it.
        Kept kept = trained && !state.isOver() && start == null
                ? Kept.UNKNOWN
                : run.folder().map(folder -> kept(folder, state, trained)).orElse(Kept.UNKNOWN);
        readPid(trained);
        publish(new Observed(state, liveness, new Trainer(pid, start, startFailure), log.reading(), kept, grown));
        return log.hasMore();
    }

    /** Returns what is in the folder: a log may have been copied without the files that it speaks of. */
    private Kept kept(RunFolder folder, RunState state, boolean trained) {
        if (trained || state.isOver()) {
            program = 0;
            programStands = false;
        } else if (System.nanoTime() - programAt >= 0) {
            // Words do without it if run.json cannot be read.
            Optional<RunJson> json = RunJson.readable(folder.runJson());
            program = json.map(RunJson::livingProgram).orElse(0L);
            programStands = json.filter(RunJson::livingProgramStands).isPresent();
            programAt = System.nanoTime() + LOOK_FOR_PROGRAM.toNanos();
        }
        return new Kept(
                Files.isRegularFile(bestWeights(folder)),
                // The folder of a copy has no checkpoints, so its log says whether there is one where the run is.
                run.elsewhere().isPresent() ? state.journal().hasCheckpoint() : Resumption.hasCheckpoint(state, folder),
                Files.exists(folder.runJson()),
                program,
                programStands);
    }

    private void takeStart() {
        LaunchedTrainer begun = newStart;
        if (begun != null) {
            start = begun;
            startFailure = "";
            newStart = null;
        }
    }

    private void take(TrainEvent event) {
        progressed |= !(event instanceof TrainEvent.SystemUsage);
        if (event instanceof TrainEvent.RunStarted || event instanceof TrainEvent.RunResumed) {
            pidIsOld = true;
            if (start != null && event.timeMs() >= start.sinceMs()) {
                start = null;
            }
        }
    }

    private void readPid(boolean live) {
        if (start != null) {
            pid = start.pid();
        } else if (live && (pidIsOld || !wasLive)) {
            // Words do without it if run.json cannot be read.
            pid = run.folder()
                    .flatMap(folder -> RunJson.readable(folder.runJson()))
                    .map(json -> json.trainer().pid())
                    .orElse(0L);
            pidIsOld = false;
        }
        wasLive = live;
    }

    private void publish(Observed now) {
        if (!now.isLike(observed)) {
            observed = now;
            changed.run();
        }
    }
}
