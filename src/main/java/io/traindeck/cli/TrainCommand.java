package io.traindeck.cli;

import io.traindeck.cli.option.DialOptions;
import io.traindeck.cli.option.Edition;
import io.traindeck.cli.option.ExecOption;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.cli.screen.Screen;
import io.traindeck.cli.screen.WhereOption;
import io.traindeck.cli.slurm.SlurmOption;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.cli.trainer.TrainerProcess;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code train}: a new run. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a network into a new run folder. What is not given is as the recipe has it.")
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DialOptions dials;

    @Mixin
    private TrainOptions options;

    @Option(names = "--name", paramLabel = "NAME", description = "The run's name (default: DATA-RECIPE).")
    private String name;

    @Mixin
    private RunsOption runs;

    @Mixin
    private ExecOption exec;

    @ArgGroup
    private WhereOption where = new WhereOption();

    @Mixin
    private SlurmOption slurm;

    @Parameters(
            paramLabel = "SBATCH-OPTION",
            arity = "0..*",
            description = "With --slurm, after --: options of sbatch.")
    private List<String> sbatchOptions = new ArrayList<>();

    @Mixin
    private ScreenOptions screen;

    @Override
    public Integer call() throws Exception {
        requireName();
        TrainerProcess.Mode mode = TrainerProcess.Mode.fresh().telling(exec.command());
        RunMaker maker = new RunMaker(runs.dir(), InstantSource.system());
        RunJson json = maker.json(name, dials, options);
        Screen onScreen = new Screen(screen, runs);
        if (slurm.isGiven(sbatchOptions)) {
            Edition.requireEngine();
            SlurmOption.Job job = new SlurmOption.Job(json, options.threads(), exec.words(), sbatchOptions);
            return slurm.submit(job, runs.dir(), where, onScreen);
        }
        return where.trainNew(maker.create(json), mode, onScreen);
    }

    private void requireName() {
        if (name != null) {
            try {
                RunFolder.requireName(name);
            } catch (RunException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
    }
}
