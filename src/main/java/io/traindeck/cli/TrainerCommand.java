package io.traindeck.cli;

import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.cli.trainer.TrainerProcess;
import io.traindeck.event.Dial;
import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trainer}: the command by which a trainer is started in the background. It is not for people. */
@Command(name = "trainer", hidden = true)
final class TrainerCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER")
    private Path folder;

    @Option(names = "--resume")
    private boolean resume;

    @Option(names = "--from", paramLabel = "FILE")
    private Path from;

    @Option(names = "--set")
    private Map<Dial, String> changes = Map.of();

    @Option(names = "--branch-of")
    private String parent;

    @Option(names = "--data-dir", paramLabel = "DIR")
    private Path dataDir;

    @Option(names = "--exec", paramLabel = "CMD")
    private String exec;

    @Option(names = "--unless-done")
    private boolean unlessDone;

    @Override
    public Integer call() throws Exception {
        TrainerMode mode = new TrainerMode(
                resume,
                Optional.ofNullable(from),
                changes,
                parent,
                Optional.ofNullable(dataDir),
                Optional.ofNullable(exec),
                unlessDone);
        return new TrainerProcess(new RunFolder(folder), System.out, false).run(mode);
    }
}
