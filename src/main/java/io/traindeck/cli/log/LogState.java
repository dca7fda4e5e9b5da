package io.traindeck.cli.log;

import io.traindeck.advice.TurnedDials;
import io.traindeck.event.Liveness;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Standing;
import io.traindeck.state.Status;
import java.io.IOException;
import java.util.Optional;

/** The state of a run, as far as its log and the files around it tell. */
final class LogState {
    private final LoggedRun run;
    private final Liveness files;
    private final long changedMs;
    private final JobQueue jobs = JobQueue.on(System.getenv("PATH"));
    private RunState state = RunState.EMPTY;

    /**
     * Looks at the files of the run; this comes before the log is read.
     *
     * @throws IOException if the files of the run cannot be looked at
     */
    LogState(LoggedRun run) throws IOException {
        this.run = run;
        files = run.liveness();
        changedMs = run.changedMs();
    }

    void take(TrainEvent event) {
        state = state.apply(event);
    }

    /** Forgets all events: the log begins anew. */
    void clear() {
        state = RunState.EMPTY;
    }

    /** The run from which this one branched; null if it is no branch. */
    Parent parent() {
        return state.parent().orElse(null);
    }

    /** The plan, with the dials as they are now. */
    Plan plan() {
        return state.plan();
    }

    /** The dials that were turned since the run began, without turns that a later session has dropped. */
    TurnedDials turned() {
        return state.turned();
    }

    /** The end that is the log's last word; empty if there is none. */
    Optional<RunEnded> end() {
        return state.end();
    }

    /** Returns what the run is doing. If a job has it in hand, asks its batch system, and waits for the answer. */
    Status status(long nowMs) {
        Standing standing = Standing.of(state, changedMs).withOutput(run.printedMs());
        if (!state.phase().mayGoOn()) {
            return Status.of(standing, files, nowMs);
        }
        run.withJob(jobs, files);
        jobs.askNow();
        Liveness liveness = run.withJob(jobs, files);
        return Status.of(standing, liveness, nowMs);
    }
}
