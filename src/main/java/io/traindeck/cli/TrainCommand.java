package io.traindeck.cli;

import io.traindeck.cli.option.DialOptions;
import io.traindeck.cli.option.Edition;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.cli.option.TypedName;
import io.traindeck.cli.screen.StartOptions;
import io.traindeck.cli.slurm.SlurmOption;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.run.RunJson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    private StartOptions start;

    @Mixin
    private SlurmOption slurm;

    @Parameters(
            paramLabel = "SBATCH-OPTION",
            arity = "0..*",
            description = "With --slurm, after --: options of sbatch.")
    private List<String> sbatchOptions = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        TypedName.require(spec, name);
        TrainerMode mode = start.telling(TrainerMode.fresh());
        RunMaker maker = new RunMaker(start.dir(), InstantSource.system());
        RunJson json = maker.json(name, dials, options);
        if (slurm.isGiven(sbatchOptions)) {
            Edition.requireEngine();
            return slurm.submit(new SlurmOption.Job(json, options.threads(), sbatchOptions), start);
        }
        return start.trainNew(maker.create(json), mode);
    }
}
