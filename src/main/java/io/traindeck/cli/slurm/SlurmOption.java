package io.traindeck.cli.slurm;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.screen.StartOptions;
import io.traindeck.cli.trainer.DetachedProcess;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.run.JobJson;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that hand a new run to Slurm. */
public final class SlurmOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--slurm",
            description =
                    "Hand the run to Slurm as a job that saves it and queues again if it is interrupted. Options of"
                            + " sbatch come from variables such as SBATCH_PARTITION; those of a training may follow after --.")
    private boolean given;

    @Option(names = "--dry-run", description = "With --slurm: print the batch script, and submit nothing.")
    private boolean dryRun;

    /**
     * Whether Slurm is to train the run.
     *
     * @param options options of sbatch, which need {@code --slurm}
     */
    public boolean isGiven(List<String> options) {
        SlurmUsage.requireGiven(spec, given, dryRun, options);
        return given;
    }

    /**
     * A job to submit.
     *
     * @param run the run, which is still to be made
     * @param threads CPUs of the job; 0 for as many as the cluster gives one
     * @param sbatchOptions options of sbatch, which take precedence over those in the script
     */
    public record Job(RunJson run, int threads, List<String> sbatchOptions) {}

    /**
     * Makes the run and submits its job; if that fails, the folder is removed. On a terminal that can be drawn on, this
     * shows the run, unless it is to train in the background; else it prints the run's name in its last line.
     *
     * @return the exit code
     */
    public int submit(Job job, StartOptions start)
            throws CliException, RunException, IOException, InterruptedException {
        String name = job.run().run();
        SlurmUsage.requirePlain(spec, name);
        PrintStream out = System.out;
        Path absolute = start.dir().toAbsolutePath().normalize();
        JobScript script = new JobScript(
                name, DetachedProcess.thisProgram(), absolute, List.of(name), 0, job.threads(), start.exec());
        if (dryRun) {
            out.print(script.text());
            return 0;
        }
        start.requireShowable();
        RunFolder folder = new RunMaker(start.dir(), InstantSource.system()).create(job.run());
        out.println("job " + submit(script, job.sbatchOptions(), folder));
        start.show(folder);
        return 0;
    }

    private static String submit(JobScript script, List<String> options, RunFolder folder)
            throws CliException, IOException, InterruptedException {
        String job = null;
        try {
            job = new Slurm(script.runsDir()).submit(script, options);
        } finally {
            if (job == null) {
                folder.removeIfNeverStarted();
            }
        }
        JobJson.submitted(folder, job);
        return job;
    }
}
