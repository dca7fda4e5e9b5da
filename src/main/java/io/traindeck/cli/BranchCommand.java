package io.traindeck.cli;

import io.traindeck.cli.option.DialChanges;
import io.traindeck.cli.option.TypedName;
import io.traindeck.cli.screen.StartOptions;
import io.traindeck.cli.trainer.BranchMaker;
import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.event.Dial;
import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code branch}: a new run that begins at a checkpoint of another, with other dials or the same. */
@Command(
        name = "branch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Begins a new run at a checkpoint of another one, which stays as it is. What is not given is as the"
                        + " other run had it there.")
final class BranchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run to branch from: its name, or the path of its folder.")
    private String run;

    @ArgGroup(multiplicity = "1")
    private Place place = new Place();

    /** The point where the branch begins. */
    private static final class Place {
        @Option(names = "--at-step", paramLabel = "N", description = "Begin at the nearest checkpoint up to this step.")
        private Long step;

        @Option(
                names = "--at-epoch",
                paramLabel = "N",
                description = "Begin at the nearest checkpoint up to the end of this epoch.")
        private Integer epoch;

        @Option(
                names = "--from",
                paramLabel = "FILE",
                description = "Begin at this checkpoint: a path, or a name in the run's checkpoints folder.")
        private Path file;
    }

    @Option(names = "--name", paramLabel = "NAME", description = "The new run's name (default: RUN-STEP).")
    private String name;

    @Mixin
    private AmendOptions amend;

    @Mixin
    private StartOptions start;

    @Override
    public Integer call() throws Exception {
        Map<Dial, String> changes = DialChanges.of(spec);
        TypedName.require(spec, name);
        RunFolder parent = RunFolder.open(start.dirs(), run);
        BranchMaker maker = new BranchMaker(start.dir(), InstantSource.system());
        BranchMaker.Place point = () -> place.file != null
                ? maker.point(parent, place.file)
                : place.step != null ? maker.pointAtStep(parent, place.step) : maker.pointAtEpoch(parent, place.epoch);
        BranchMaker.Branch branch = maker.create(parent, point, name, changes, amend.of(parent));
        TrainerMode mode = start.telling(TrainerMode.branching(branch.from(), changes, parent.name()));
        return start.trainNew(branch.folder(), mode);
    }
}
