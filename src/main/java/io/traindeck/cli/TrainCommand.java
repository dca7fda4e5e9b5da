package io.traindeck.cli;

import io.traindeck.cli.option.DialOptions;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.cli.option.TypedName;
import io.traindeck.cli.screen.StartOptions;
import io.traindeck.cli.trainer.RunMaker;
import io.traindeck.cli.trainer.TrainerProcess;
import io.traindeck.run.RunFolder;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Override
    public Integer call() throws Exception {
        TypedName.require(spec, name);
        TrainerProcess.Mode mode = start.telling(TrainerProcess.Mode.fresh());
        RunFolder folder = new RunMaker(start.dir(), InstantSource.system()).create(name, dials, options);
        return start.trainNew(folder, mode);
    }
}
