package io.traindeck.cli.queue;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.slurm.JobScript;
import io.traindeck.cli.slurm.Slurm;
import io.traindeck.cli.slurm.SlurmUsage;
import io.traindeck.cli.trainer.DetachedProcess;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.run.JobJson;
import io.traindeck.run.RunException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options that hand the runs of a queue to Slurm. */
final class SlurmOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--slurm",
            paramLabel = "N",
            description = "Hand the runs that are left to Slurm as an array of jobs, at most N of them at once, and"
                    + " return. The same command later submits what is neither done nor in the queue.")
    private Integer atOnce;

    @Option(names = "--dry-run", description = "With --slurm: print the batch script, and submit nothing.")
    private boolean dryRun;

    @Parameters(
            paramLabel = "SBATCH-OPTION",
            arity = "0..*",
            description = "With --slurm, after --: options of sbatch.")
    private List<String> options = new ArrayList<>();

    /**
     * Returns the words after {@code --} if these are another's program; Slurm's options are then its usual ones.
     *
     * @throws ParameterException if nothing follows
     */
    List<String> command() {
        if (options.isEmpty()) {
            throw usage("the command to vary is missing; it follows after --");
        }
        List<String> command = List.copyOf(options);
        options.clear();
        return command;
    }

    /** Whether Slurm is to train the runs. */
    boolean isGiven() {
        SlurmUsage.requireGiven(spec, atOnce != null, dryRun, options);
        if (atOnce != null && atOnce < 1) {
            throw usage("--slurm must be 1 or more, not " + atOnce);
        }
        return atOnce != null;
    }

    /**
     * Submits the runs that are neither done nor in the queue.
     *
     * @param threads CPUs of each task; 0 for as many as the cluster gives one
     * @param words further options of the jobs' {@code resume}
     * @return whether there are runs that are not done, so that there is no result yet
     */
    boolean submit(RunQueue queue, int threads, List<String> words, PrintStream out)
            throws CliException, RunException, IOException, InterruptedException {
        SlurmUsage.requirePlain(spec, queue.name());
        Path runsDir = queue.runsDir().toAbsolutePath().normalize();
        Slurm slurm = new Slurm(runsDir);
        List<QueuedRun> left = queue.left();
        if (left.isEmpty()) {
            return false;
        }
        Set<String> queued = dryRun ? Set.of() : slurm.queued(queue.name());
        List<QueuedRun> free =
                left.stream().filter(run -> !queued.contains(run.name())).toList();
        List<String> names = free.stream().map(QueuedRun::name).toList();
        JobScript script =
                new JobScript(queue.name(), DetachedProcess.thisProgram(), runsDir, names, atOnce, threads, words);
        if (dryRun) {
            out.print(script.text());
            return true;
        }
        if (free.isEmpty()) {
            out.println("all " + left.size() + " runs that are left are in the queue; see: squeue --me");
            return true;
        }
        for (QueuedRun run : free) {
            if (!run.folder().hasBegun()) {
                RunMaker.makeOrComplete(run.folder(), run.wanted().get());
            }
        }
        String job = slurm.submit(script, options);
        for (int i = 0; i < free.size(); i++) {
            JobJson.submitted(free.get(i).folder(), job + "_" + (i + 1));
        }
        out.println("job " + job + ": " + free.size() + " runs, at most " + atOnce + " at once"
                + (queued.isEmpty() ? "" : "; " + queued.size() + " are in the queue already"));
        return true;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
