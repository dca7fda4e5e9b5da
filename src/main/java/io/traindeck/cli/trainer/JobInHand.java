package io.traindeck.cli.trainer;

import io.traindeck.cli.option.CliException;
import io.traindeck.event.BatchJob;
import io.traindeck.event.BatchJob.Stage;
import io.traindeck.event.Liveness;
import io.traindeck.run.JobJson;
import io.traindeck.run.RunFolder;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import io.traindeck.text.Typed;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The job of Slurm that has a run in hand, as a trainer of that run sees it. */
public final class JobInHand {
    private final RunFolder folder;
    private final Map<String, String> environment;

    /** @param environment the environment of this process, which may be a part of the job */
    public JobInHand(RunFolder folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Notes in the run folder that a trainer begins in this process. Views need the note, and the training does not. */
    void begin(long nowMs) {
        try {
            JobJson.begun(folder, environment, nowMs);
        } catch (IOException e) {
            System.err.println("traindeck: cannot note in " + folder.slurmJson() + " who trains: " + IoReason.of(e));
        }
    }

    /** Whether this process is a part of the job. */
    public boolean isOwn() {
        Optional<String> own = JobJson.own(environment);
        return own.isPresent() && own.equals(JobJson.of(folder).map(JobJson::job));
    }

    /**
     * Makes sure that no other job has the run in hand, since it would train the run too. Asks Slurm, and waits for its
     * answer.
     *
     * @throws CliException if one has it, or Slurm does not answer
     */
    public void requireFree() throws CliException {
        Optional<String> held = isOwn() ? Optional.empty() : held();
        if (held.isPresent()) {
            throw new CliException(
                    "run " + folder.name() + " " + held.get() + " (--force does not ask)", TrainerProcess.HAS_TRAINER);
        }
    }

    /**
     * Says which job has the run in hand, or may have it, and what to do: the end of a sentence about the run. Asks
     * Slurm, and waits for its answer. Empty if no job has it, or nobody here knows.
     */
    public Optional<String> held() {
        Optional<JobJson> job = JobJson.of(folder);
        JobQueue jobs = JobQueue.on(environment.get("PATH"));
        if (job.isEmpty() || !jobs.isThere()) {
            return Optional.empty();
        }
        jobs.of(folder, job.get(), Liveness.NO_TRAINER);
        jobs.askNow();
        BatchJob now = ((Liveness.InBatch) jobs.of(folder, job.get(), Liveness.NO_TRAINER)).job();
        if (now.stage() == Stage.ASKED) {
            return Optional.of("was submitted as job " + now.id()
                    + ", and squeue does not tell whether that is over; try again later");
        } else if (now.stage() == Stage.WAITING) {
            return Optional.of("waits in Slurm's queue as job " + now.id()
                    + (now.reason().isEmpty() ? "" : " (" + Safe.forLine(now.reason()) + ")")
                    + " and goes on by itself; to take it out: scancel " + now.id());
        }
        return now.hasTheRun()
                ? Optional.of("is in the hands of job " + now.id() + " on " + Safe.forLine(now.node())
                        + "; watch it with: " + Typed.command("watch", folder.typed()))
                : Optional.empty();
    }
}
