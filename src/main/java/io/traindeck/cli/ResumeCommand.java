package io.traindeck.cli;

import io.traindeck.cli.option.DialChanges;
import io.traindeck.cli.screen.StartOptions;
import io.traindeck.cli.trainer.JobInHand;
import io.traindeck.cli.trainer.NamedCheckpoint;
import io.traindeck.cli.trainer.OtherHost;
import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.event.Dial;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume}: goes on with a run that was stopped, whatever has stopped it. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Goes on with a stopped or crashed run, exactly where its last checkpoint was; with more --epochs,"
                        + " with one that was complete too.")
final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "A run's name, or the path of its folder.")
    private String run;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Another checkpoint than the last: a path, or a name in the run's checkpoints folder.")
    private Path from;

    @Mixin
    private AmendOptions amend;

    @Option(
            names = "--force",
            description = "Do not look whether another machine still trains the run, or a job of Slurm has it.")
    private boolean force;

    @Mixin
    private StartOptions start;

    @Override
    public Integer call() throws Exception {
        RunFolder folder = RunFolder.open(start.dirs(), run);
        // This comes before anything in the folder is trusted.
        folder.requireNoLinks();
        JobInHand job = new JobInHand(folder, System.getenv());
        if (!force) {
            job.requireFree();
            new OtherHost(words -> System.err.println("traindeck: " + words)).requireGone(folder);
        }
        Optional<Path> file = from == null ? Optional.empty() : Optional.of(NamedCheckpoint.in(folder, from));
        Map<Dial, String> changes = DialChanges.of(spec);
        if (!changes.isEmpty()) {
            // Another's program is refused: only our own trainer knows dials.
            RunJson.read(folder.runJson()).training();
        }
        TrainerMode mode = TrainerMode.resuming(file, changes)
                .amending(amend.of(folder))
                // A job that is queued again may find a run that another node has brought to its end.
                .unlessDone(job.isOwn());
        return start.train(folder, start.telling(mode));
    }
}
