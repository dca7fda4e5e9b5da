package io.traindeck.cli.queue;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.ExecOption;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.cli.screen.Screen;
import io.traindeck.cli.screen.WhereOption;
import io.traindeck.cli.trainer.ThisCommand;
import io.traindeck.run.RunException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that trains a queue of runs: where their folders are, who trains them, and who sees it. */
public final class QueueOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private SlotsOption slots;

    @Mixin
    private SlurmOptions slurm;

    @Mixin
    private RunsOption runs;

    @ArgGroup
    private WhereOption where = new WhereOption();

    @Mixin
    private ExecOption exec;

    @Mixin
    private ScreenOptions screen;

    @Option(
            names = "--json",
            description = "Print the results as a JSON object; what is told meanwhile goes to stderr.")
    private boolean json;

    /** The folder of runs. */
    public RunsOption runs() {
        return runs;
    }

    /** Whether the results are for a program. */
    public boolean json() {
        return json;
    }

    /** Where the command tells how far it is. */
    public QueueProgress progress() {
        return QueueProgress.of(json);
    }

    /** Another's program that the runs start, as {@link SlurmOptions#command} finds it. */
    public List<String> command() {
        return slurm.command();
    }

    /**
     * Hands what is left of a queue to Slurm, or gets ready to train it on this machine.
     *
     * @param training threads and device of the runs
     * @param stopWorst whether runs that are worse than the median of the others are stopped early
     * @return the start on this machine; empty if Slurm trains what is left
     * @throws ParameterException if the options do not go together, or a run cannot have its name
     */
    public Optional<QueueStart> start(RunQueue queue, TrainOptions training, boolean stopWorst)
            throws CliException, RunException, IOException, InterruptedException {
        if (json && where.detach()) {
            throw new ParameterException(
                    spec.commandLine(), "--json tells the results, for which --detach does not wait");
        }
        Slots places = slots.slots(training);
        boolean bySlurm = slurm.isGiven();
        requireNames(queue);
        queue.requireWanted();
        if (bySlurm
                && slurm.submit(
                        queue, training.threads(), exec.words(), progress().out())) {
            return Optional.empty();
        }
        Screen seen = new Screen(screen, runs);
        QueueTraining how = new QueueTraining(places, stopWorst, exec.command());
        return Optional.of(new QueueStart(queue, how, where, seen, new ThisCommand(spec), progress()));
    }

    private void requireNames(RunQueue queue) {
        try {
            queue.requireNames();
        } catch (RunException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
