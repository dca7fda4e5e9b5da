package io.traindeck.cli.queue;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.cli.screen.Screen;
import io.traindeck.cli.screen.WhereOption;
import io.traindeck.cli.trainer.ThisCommand;
import io.traindeck.run.RunException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
    private ScreenOptions screen;

    /** The folder of runs. */
    public RunsOption runs() {
        return runs;
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
    public Optional<QueueStart> start(RunQueue queue, TrainOptions training, boolean stopWorst, PrintStream out)
            throws CliException, RunException, IOException, InterruptedException {
        Slots places = slots.slots(training);
        boolean bySlurm = slurm.isGiven();
        requireNames(queue);
        queue.requireWanted();
        if (bySlurm && slurm.submit(queue, training.threads(), out)) {
            return Optional.empty();
        }
        Screen seen = new Screen(screen, runs);
        return Optional.of(new QueueStart(queue, places, stopWorst, where, seen, new ThisCommand(spec), out));
    }

    private void requireNames(RunQueue queue) {
        try {
            queue.requireNames();
        } catch (RunException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
